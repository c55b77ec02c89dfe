// SPDX-License-Identifier: MIT
#include <sys/inotify.h>
#include <unistd.h>
#include <catch2/catch.hpp>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>

#include "pipeline/audio/measure.h"
#include "tests/support/command.h"
#include "tests/support/files.h"
#include "tests/support/good_show.h"
#include "tests/support/small_show.h"
#include "tests/support/sound/signals.h"

using namespace cityfm;
using nlohmann::json;
using std::filesystem::path;

namespace {

/// One kind of harm done to a show after a good run, and what the next run says about it.
struct BadDay {
    std::string name;
    std::function<void(const path& show)> harm;
    std::string english;
    std::string japanese;
    int code = 3;
};

void run_on(const tests::GoodShow& good, const BadDay& day,
            const std::function<tests::Ran(const std::string& language, const path& show)>& run) {
    const tests::TempFolder show;
    good.copy_to(show.path());
    day.harm(show.path());
    for (const std::string language : {"en", "ja"}) {
        const tests::Ran ran = run(language, show.path());
        const std::string& expected = language == "en" ? day.english : day.japanese;
        INFO(day.name << ", " << language << ": " << ran.err << "\nexpected: " << expected);
        CHECK(ran.code == day.code);
        CHECK(tests::holds(ran.err, expected));
        CHECK(tests::what_is_out(show.path()) == tests::what_is_out(good.folder()));
    }
}

void forget_release(const path& show) {
    std::filesystem::remove(show / "episodes/two/release.json");
}

/// The second episode's recording becomes a file of this name and content.
void record(const path& show, const std::string& file, const std::string& content) {
    tests::replace_in(show / "episodes/two/episode.toml", "voice.wav", file);
    tests::write(show / "episodes/two" / file, content);
}

/// … becomes the first half of itself, as FFmpeg writes it under this name.
void cut_in_half(const path& show, const std::string& file, const std::vector<std::string>& options = {}) {
    std::vector<std::string> words = {"ffmpeg", "-v", "error", "-i", show / "episodes/two/voice.wav"};
    words.insert(words.end(), options.begin(), options.end());
    words.push_back(show / "episodes/two" / file);
    REQUIRE(tests::run_program(words).code == 0);
    const std::string whole = tests::read(words.back());
    record(show, file, whole.substr(0, whole.size() / 2));
}

std::string silence() {
    return tests::wav_bytes(tests::make_sound(3, 1, [](double) { return 0.0; }));
}

const std::vector<BadDay>& bad_days() {
    static const std::vector<BadDay> days = {
        {"broken show.toml", [](const path& show) { tests::write(show / "show.toml", "title = \n"); },
         "show.toml:1:9: error: not TOML: ", "show.toml:1:9: エラー: TOML の書き方に誤りがあります（"},
        {"broken episode.toml",
         [](const path& show) {
             tests::replace_in(show / "episodes/two/episode.toml", "number = ", "number ");
         },
         "episodes/two/episode.toml:6:8: error: not TOML: ",
         "episodes/two/episode.toml:6:8: エラー: TOML の書き方に誤りがあります（"},
        {"recording missing",
         [](const path& show) {
             std::filesystem::remove(show / "episodes/two/voice.wav");
             forget_release(show);
         },
         "episodes/two/episode.toml:3:9: error: episodes/two/voice.wav is not there. Copy it in, or correct "
         "the name\n",
         "episodes/two/episode.toml:3:9: エラー: episodes/two/voice.wav "
         "がありません。コピーするか、名前を直してください\n"},
        {"recording empty", [](const path& show) { record(show, "empty.wav", ""); },
         "episodes/two/episode.toml:3:9: error: episodes/two/empty.wav is empty (0 bytes). Copy the "
         "recording "
         "again\n",
         "episodes/two/episode.toml:3:9: エラー: episodes/two/empty.wav は空です（0 "
         "バイト）。録音をコピーし直してください\n"},
        {"wav cut in the middle", [](const path& show) { cut_in_half(show, "cut.wav"); },
         "two: reading the recording: episodes/two/cut.wav ends after 00:01, although it states 00:03 (1.",
         "two: 録音の読み込み: episodes/two/cut.wav は 00:03 あるはずですが 00:01 "
         "で終わっています（1."},
        {"mp3 cut in the middle", [](const path& show) { cut_in_half(show, "cut.mp3"); },
         "two: reading the recording: episodes/two/cut.mp3 ends after 00:01, although it states 00:03 (1.",
         "two: 録音の読み込み: episodes/two/cut.mp3 は 00:03 あるはずですが 00:01 で終わっています（1."},
        {"m4a cut in the middle, its header in front",
         [](const path& show) {
             cut_in_half(show, "cut.m4a", {"-movflags", "faststart"});
         },
         "two: reading the recording: episodes/two/cut.m4a ends after 00:01, although it states 00:03 (1.",
         "two: 録音の読み込み: episodes/two/cut.m4a は 00:03 あるはずですが 00:01 で終わっています（1."},
        {"m4a cut in the middle, its header lost", [](const path& show) { cut_in_half(show, "cut.m4a"); },
         "episodes/two/episode.toml:3:9: error: episodes/two/cut.m4a cannot be decoded: Invalid data found "
         "when processing input. Copy or export the recording again\n",
         "episodes/two/episode.toml:3:9: エラー: episodes/two/cut.m4a を再生できません（Invalid data found "
         "when processing input）。録音をコピーし直すか、書き出し直してください\n"},
        {"a text named .wav", [](const path& show) { record(show, "notes.wav", "こんにちは\n"); },
         "episodes/two/episode.toml:3:9: error: episodes/two/notes.wav is not a sound file, whatever its "
         "name "
         "says. Use wav, flac, mp3, m4a, opus or the like\n",
         "episodes/two/episode.toml:3:9: エラー: episodes/two/notes.wav "
         "は（名前が何であれ）音声ファイルではありません。wav・flac・mp3・m4a・opus などを使ってください\n"},
        {"silence", [](const path& show) { record(show, "silence.wav", silence()); },
         "two: reading the recording: episodes/two/silence.wav is silent: there is nothing whose loudness "
         "could be set. "
         "Listen to it, and copy or export the recording again\n",
         "two: 録音の読み込み: episodes/two/silence.wav "
         "は無音です。音量を決められる音がありません。聞いて確かめてから、録音をコピーし直すか、書き出し直し"
         "てください\n"},
        {"the same silence in both episodes",
         [](const path& show) {
             record(show, "silence.wav", silence());
             tests::write(show / "episodes/one/voice.wav", silence());
         },
         "two: reading the recording: episodes/one/voice.wav is silent: ",
         "two: 録音の読み込み: episodes/one/voice.wav は無音です。"},
        {"a header and no samples", [](const path& show) { record(show, "none.wav", tests::wav_bytes({})); },
         "episodes/two/episode.toml:3:9: error: there is no sound in episodes/two/none.wav. Copy or export "
         "the recording again\n",
         "episodes/two/episode.toml:3:9: エラー: episodes/two/none.wav "
         "には音声が入っていません。録音をコピーし直すか、書き出し直してください\n"},
        {"a header that states samples, and none",
         [](const path& show) { record(show, "header.wav", silence().substr(0, 44)); },
         "episodes/two/episode.toml:3:9: error: there is no sound in episodes/two/header.wav. Copy or export "
         "the recording again\n",
         "episodes/two/episode.toml:3:9: エラー: episodes/two/header.wav "
         "には音声が入っていません。録音をコピーし直すか、書き出し直してください\n"},
    };
    return days;
}

/// Notices when a file is opened.
class Watch {
  public:
    explicit Watch(const path& file) {
        REQUIRE(descriptor_ >= 0);
        REQUIRE(::inotify_add_watch(descriptor_, file.c_str(), IN_OPEN) >= 0);
    }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    ~Watch() { ::close(descriptor_); }
    /// Since the last question.
    bool opened() const {
        char event[4096];
        return ::read(descriptor_, event, sizeof event) > 0;
    }

  private:
    int descriptor_ = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
};

}  // namespace

TEST_CASE("what is wrong with a show's files is told with its place, and nothing that is out is lost") {
    const tests::GoodShow good;
    for (const BadDay& day : bad_days()) {
        run_on(good, day, [](const std::string& language, const path& show) {
            return tests::cityfm_on(show, language, {"run"});
        });
    }
}

TEST_CASE("a recording may be gone once its release is written") {
    const tests::GoodShow good;
    run_on(good,
           {"gone", [](const path& show) { std::filesystem::remove(show / "episodes/two/voice.wav"); },
            "built: everything is as it was\n", "ビルド: 変わったものはありません\n", 0},
           [](const std::string& language, const path& show) {
               return tests::cityfm_on(show, language, {"run"});
           });
}

TEST_CASE("a broken show.toml hides nobody: only what is broken is told") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::replace_in(show / "episodes/two/episode.toml", "number", "people = [\"mikan\"]\nnumber");
    tests::replace_in(show / "show.toml", "title =", "title");
    const tests::Ran checked = tests::cityfm_on(show.path(), "en", {"check", "--json"});
    CHECK(checked.code == 3);
    CHECK(json::parse(checked.out).at("findings").size() == 1);
}

TEST_CASE("check of an episode whose episode.toml is broken shows where") {
    const tests::TempFolder show;
    tests::make_small_show(show.path());
    tests::replace_in(show / "episodes/two/episode.toml", "number = ", "number ");
    for (const std::string language : {"en", "ja"}) {
        const tests::Ran checked = tests::cityfm_on(show.path(), language, {"check", "two"});
        INFO(language << ": " << checked.out << checked.err);
        CHECK(checked.code == 3);
        CHECK(tests::holds(checked.out, "episodes/two/episode.toml:6:8: "));
    }
}

TEST_CASE("a playlist named .mp3 is told, and what it names is not opened") {
    const tests::GoodShow good;
    const std::string list = "#EXTM3U\n#EXTINF:3,\nvoice.wav\n";
    const std::string not_sound_en = "episodes/two/list.mp3 is not a sound file, whatever its name says.";
    const std::string not_sound_ja = "episodes/two/list.mp3 は（名前が何であれ）音声ファイルではありません。";
    const std::string playlist_en = "episodes/two/list.mp3 is a playlist (M3U)";
    const std::string playlist_ja = "episodes/two/list.mp3 はプレイリスト（M3U）";
    const std::vector<BadDay> days = {
        {"m3u8", [&](const path& show) { record(show, "list.mp3", list); }, playlist_en, playlist_ja},
        {"ffconcat",
         [&](const path& show) { record(show, "list.mp3", "ffconcat version 1.0\nfile voice.wav\n"); },
         not_sound_en, not_sound_ja},
        {"m3u8 behind an ID3 tag",
         [&](const path& show) { record(show, "list.mp3", std::string("ID3\3\0\0\0\0\0\0", 10) + list); },
         "episodes/two/list.mp3 cannot be decoded: ", "episodes/two/list.mp3 を再生できません（"},
    };
    for (const BadDay& day : days) {
        std::optional<Watch> named;
        BadDay watched = day;
        watched.harm = [&](const path& show) {
            day.harm(show);
            named.emplace(show / "episodes/two/voice.wav");
        };
        run_on(good, watched, [&](const std::string& language, const path& show) {
            tests::Ran ran = tests::cityfm_on(show, language, {"run"});
            CHECK_FALSE(named->opened());
            tests::read(show / "episodes/two/voice.wav");
            CHECK(named->opened());
            return ran;
        });
    }
}

TEST_CASE("8 kHz mono, 5.1 and 192 kHz come out at 48 kHz, at their length and at the target") {
    const std::vector<std::pair<std::string, tests::Sound>> rows = {
        {"8 kHz mono", tests::speech_like(3, -12, 3, 1, 8000)},
        {"5.1", tests::speech_like(3, -12, 4, 6)},
        {"192 kHz", tests::speech_like(3, -12, 5, 2, 192000)},
    };
    for (const auto& [name, sound] : rows) {
        const tests::TempFolder show;
        tests::make_small_show(show.path());
        std::filesystem::remove_all(show / "episodes/one");
        tests::write_wav(show / "episodes/two/voice.wav", sound);
        for (const std::string language : {"en", "ja"}) {
            const tests::Ran ran = tests::cityfm_on(show.path(), language, {"run"});
            INFO(name << ", " << language << ": " << ran.err);
            REQUIRE(ran.code == 0);
        }
        const json release = json::parse(tests::read(show / "episodes/two/release.json"));
        REQUIRE(release.at("renditions").size() == 2);
        for (const json& rendition : release.at("renditions")) {
            INFO(name << ": " << rendition.dump(1));
            const audio::Measured measured =
                audio::measure_file(show / ("public/" + rendition.at("path").get<std::string>()), {});
            CHECK(measured.info.format == av::SoundFormat{48000, 2});
            CHECK(static_cast<double>(measured.frames) / 48000 == Approx(3).margin(0.05));
            CHECK(rendition.at("duration_seconds").get<double>() == Approx(3).margin(0.05));
            CHECK(*measured.loudness.integrated_lufs == Approx(-16).margin(0.5));
            CHECK(*measured.loudness.true_peak_dbtp <= -1);
        }
    }
}
