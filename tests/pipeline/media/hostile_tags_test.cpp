// SPDX-License-Identifier: MIT
// Tags of foreign, broken and huge make: what is read of them, and that new ones replace them.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <csignal>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "pipeline/av/picture.h"
#include "pipeline/av/reader.h"
#include "pipeline/core/error.h"
#include "pipeline/core/json.h"
#include "pipeline/media/inspect.h"
#include "pipeline/media/package.h"
#include "tests/pipeline/media/tagged.h"

using namespace cityfm;
using namespace std::string_literals;

namespace {

/// How some work ended in a process of its own, so that a crash is a failed check.
struct Ended {
    std::string how;     ///< `well`, `refused` by a core::Error, or what should not have happened
    double seconds = 0;  ///< of the processor
    long kilobytes = 0;  ///< at its largest
};

template <class Work>
Ended apart(const Work& work) {
    constexpr int refused = 10;
    constexpr int threw = 11;
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        for (const int number : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL}) ::signal(number, SIG_DFL);
        const rlimit most_seconds{20, 20};
        const rlimit no_core{0, 0};
        ::setrlimit(RLIMIT_CPU, &most_seconds);
        ::setrlimit(RLIMIT_CORE, &no_core);
        int code = 0;
        try {
            work();
        } catch (const core::Error&) {
            code = refused;
        } catch (...) {
            code = threw;
        }
        ::_exit(code);
    }
    int status = 0;
    rusage used{};
    ::wait4(child, &status, 0, &used);
    Ended ended;
    ended.seconds = static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                    static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
    ended.kilobytes = used.ru_maxrss;
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    ended.how = code == 0         ? "well"
                : code == refused ? "refused"
                : code == threw   ? "by another exception"
                : code < 0        ? "by signal " + std::to_string(WTERMSIG(status))
                                  : "with code " + std::to_string(code);
    return ended;
}

/// Checks that an end was a good one, soon enough, and without memory for what is only claimed.
template <class Work>
std::string checked_end(const Work& work, [[maybe_unused]] std::size_t file_bytes) {
#ifdef __SANITIZE_ADDRESS__
    const double most_seconds = 20;  // a sanitizer has an appetite of its own
    const long most_kilobytes = 8'000'000 + static_cast<long>(8 * file_bytes / 1000);
#else
    const double most_seconds = 2;
    const long most_kilobytes = 128'000 + static_cast<long>(8 * file_bytes / 1000);
#endif
    const long idle = apart([] {}).kilobytes;
    const Ended ended = apart(work);
    INFO("it ended " << ended.how);
    CHECK((ended.how == "well" || ended.how == "refused"));
    CHECK(ended.seconds < most_seconds);
    CHECK(ended.kilobytes - idle < most_kilobytes);
    return ended.how;
}

/// What is read of a file, once it is known to harm nobody; nothing when it was refused.
std::optional<media::Inspected> look_at(const std::string& format, const std::string& bytes) {
    const tests::TempFolder folder;
    const std::filesystem::path file = folder / ("hostile." + format);
    tests::write(file, bytes);
    const std::string end = checked_end([&] { media::inspect(file); }, bytes.size());
    if (end != "well") return std::nullopt;
    return media::inspect(file);
}

/// Untagged sound of a format; made once.
const std::string& plain(const std::string& format) {
    static std::map<std::string, std::string> made;
    std::string& bytes = made[format];
    if (bytes.empty()) {
        const tests::TempFolder folder;
        bytes = tests::read(tests::sound_file(folder, format));
    }
    return bytes;
}

/// Something in every field; made once.
const media::Tags& all_tags() {
    static const media::Tags tags = tests::full_tags();
    return tags;
}

/// That sound with all tags; made once.
const std::string& freshly_tagged(const std::string& format) {
    static std::map<std::string, std::string> made;
    std::string& bytes = made[format];
    if (bytes.empty()) {
        const tests::TempFolder folder;
        tests::write(folder / "plain", plain(format));
        media::package(folder / "plain", format, all_tags(), folder / "tagged");
        bytes = tests::read(folder / "tagged");
    }
    return bytes;
}

/// What is to come of a hostile file that holds the plain sound, when it is tagged.
enum class Wanted {
    same_bytes,             ///< those of the plain sound tagged
    same_bytes_or_refusal,  ///< or an error
    same_sound_or_refusal,  ///< whatever stands around it
    good_end,               ///< the file no longer says which sound it holds
};

void check_tagged_anew(const std::string& format, const std::string& bytes,
                       Wanted wanted = Wanted::same_bytes) {
    const tests::TempFolder folder;
    tests::write(folder / "hostile", bytes);
    tests::write(folder / "plain", plain(format));
    const media::Tags& tags = all_tags();
    const std::string end = checked_end(
        [&] { media::package(folder / "hostile", format, tags, folder / "tagged"); }, bytes.size());
    if (wanted == Wanted::same_bytes) CHECK(end == "well");
    if (end != "well" || wanted == Wanted::good_end) return;
    CHECK(av::stream_sha256(folder / "tagged") == av::stream_sha256(folder / "plain"));
    if (wanted == Wanted::same_sound_or_refusal) return;
    const bool equal = tests::read(folder / "tagged") == freshly_tagged(format);
    CHECK(equal);
}

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

bool misses(const media::Inspected& inspected, core::Code code) {
    return std::any_of(inspected.misses.begin(), inspected.misses.end(),
                       [&](const core::Finding& miss) { return miss.code == code; });
}

/// What is missed of each code but for fields: those are missing in most of these files.
std::set<core::Code> faults_of(const media::Inspected& inspected) {
    using core::Code;
    std::set<Code> codes;
    for (const core::Finding& miss : inspected.misses) {
        if (miss.code != Code::misses_field && miss.code != Code::misses_picture &&
            miss.code != Code::misses_loudness && miss.code != Code::misses_chapters)
            codes.insert(miss.code);
    }
    return codes;
}

std::vector<std::int64_t> starts_of(const media::Inspected& inspected) {
    std::vector<std::int64_t> starts;
    for (const media::TagChapter& chapter : inspected.tags.chapters) starts.push_back(chapter.start_ms);
    return starts;
}

std::vector<std::string> titles_of(const media::Inspected& inspected) {
    std::vector<std::string> titles;
    for (const media::TagChapter& chapter : inspected.tags.chapters) titles.push_back(chapter.title);
    return titles;
}

bool is_utf8(const std::string& text) {
    try {
        return !core::Json(text).dump().empty();  // strict about it
    } catch (const core::Json::exception&) {
        return false;
    }
}

std::string big(std::uint64_t value, unsigned bytes = 4) {
    std::string text;
    for (unsigned i = bytes; i > 0; --i) text += static_cast<char>(value >> (8 * (i - 1)) & 0xffU);
    return text;
}

std::string little(std::uint64_t value, unsigned bytes = 4) {
    const std::string text = big(value, bytes);
    return {text.rbegin(), text.rend()};
}

std::uint64_t big_at(const std::string& bytes, std::size_t at, std::size_t size = 4) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i) value = value << 8U | static_cast<unsigned char>(bytes.at(at + i));
    return value;
}

/// Puts bytes over others.
void put(std::string& bytes, std::size_t at, const std::string& over) {
    bytes.replace(at, over.size(), over);
}

// ID3

/// Four bytes of seven bits.
std::string seven_bits(std::size_t value) {
    std::string text;
    for (unsigned i = 4; i > 0; --i) text += static_cast<char>(value >> (7 * (i - 1)) & 0x7fU);
    return text;
}

std::string frame_head(int version, const std::string& id, std::size_t size, const std::string& flags) {
    if (version == 2) return id + big(size, 3);
    return id + (version == 4 ? seven_bits(size) : big(size)) + flags;
}

std::string frame(int version, const std::string& id, const std::string& content,
                  const std::string& flags = "\0\0"s) {
    return frame_head(version, id, content.size(), flags) + content;
}

std::string id3(int version, const std::string& content, int flags = 0) {
    return "ID3" + std::string{static_cast<char>(version), '\0', static_cast<char>(flags)} +
           seven_bits(content.size()) + content;
}

std::string latin1(const std::string& text) {
    return '\0' + text;
}

std::string title(int version, const std::string& text) {
    return frame(version, version == 2 ? "TT2" : "TIT2", latin1(text));
}

std::string chapter(int version, const std::string& id, std::uint32_t start_ms, const std::string& inner) {
    return frame(version, "CHAP",
                 id + '\0' + big(start_ms) + big(start_ms + 1) + big(0xffffffff) + big(0xffffffff) + inner);
}

std::string contents(const std::string& id, const std::vector<std::string>& entries,
                     const std::string& inner = {}) {
    std::string content = id + '\0' + '\3' + static_cast<char>(entries.size());
    for (const std::string& entry : entries) content += entry + '\0';
    return frame(3, "CTOC", content + inner);
}

/// What a sender does where the bytes of a tag look like those of a sound (ID3v2.3, section 5).
std::string unsynchronised(const std::string& bytes) {
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        out += bytes[i];
        const bool last = i + 1 == bytes.size();
        if (bytes[i] == '\xff' && (last || bytes[i + 1] == '\0' || (bytes[i + 1] & 0xe0) == 0xe0))
            out += '\0';
    }
    return out;
}

std::string ape_end(std::size_t size, std::size_t items, std::uint32_t flags) {
    return "APETAGEX" + little(2000) + little(size) + little(items) + little(flags) + std::string(8, '\0');
}

std::string ape_item(const std::string& key, const std::string& value) {
    return little(value.size()) + little(0) + key + '\0' + value;
}

std::string id3v1(const std::string& text) {
    std::string tag = "TAG" + text;
    tag.resize(128, '\0');
    return tag;
}

}  // namespace

TEST_CASE("an ID3 tag of any version is read, and replaced as if it had never been there") {
    const std::map<int, std::string> tags = {
        {2, id3(2, title(2, "an old title") + frame(2, "TRK", latin1("7/9")))},
        {3, id3(3, title(3, "an old title") + frame(3, "TRCK", latin1("7/9")) +
                       chapter(3, "b", 500, title(3, "second")) + chapter(3, "a", 0, title(3, "first")))},
        {4, id3(4, title(4, "an old title") + frame(4, "TRCK", latin1("7/9")) +
                       chapter(4, "b", 500, title(4, "second")) + chapter(4, "a", 0, title(4, "first")))},
    };
    for (const auto& [version, tag] : tags) {
        INFO(version);
        const auto seen = look_at("mp3", tag + plain("mp3"));
        REQUIRE(seen);
        CHECK(seen->tag_kind == "ID3v2." + std::to_string(version));
        CHECK(seen->tags.title == "an old title");
        CHECK(seen->tags.number == 7);
        CHECK(seen->sound.declared_frames == 96000);
        if (version > 2) CHECK(titles_of(*seen) == std::vector<std::string>{"first", "second"});
        CHECK(faults_of(*seen).empty());
        check_tagged_anew("mp3", tag + plain("mp3"));
    }
}

TEST_CASE("a title of ID3v2.4 in UTF-8 is read") {
    const auto seen = look_at("mp3", id3(4, frame(4, "TIT2", "\3第十二回 𠮷野さん")) + plain("mp3"));
    REQUIRE(seen);
    CHECK(seen->tags.title == "第十二回 𠮷野さん");
}

TEST_CASE("of two ID3 tags in a row the first is read, and both are replaced") {
    const std::string file = id3(3, title(3, "the first")) + id3(4, title(4, "the second")) + plain("mp3");
    const auto seen = look_at("mp3", file);
    REQUIRE(seen);
    CHECK(seen->tags.title == "the first");
    check_tagged_anew("mp3", file);
}

TEST_CASE("the length of an MP3 is read behind two ID3 tags") {
    const auto seen =
        look_at("mp3", id3(3, title(3, "the first")) + id3(3, title(3, "the second")) + plain("mp3"));
    REQUIRE(seen);
    CHECK(seen->sound.declared_frames == 96000);
    CHECK_FALSE(misses(*seen, core::Code::misses_length));
}

TEST_CASE("two ID3 tags with zero bytes between them are both replaced") {
    const std::string file = id3(3, title(3, "the first")) + std::string(100, '\0') +
                             id3(3, title(3, "the second")) + plain("mp3");
    const auto seen = look_at("mp3", file);
    REQUIRE(seen);
    CHECK(seen->tags.title == "the first");
    check_tagged_anew("mp3", file);
}

TEST_CASE("ID3v1 and APEv2 at the end of an MP3 are replaced") {
    const std::string items = ape_item("Title", "an old title") + ape_item("Artist", "someone");
    const std::string ape =
        ape_end(items.size() + 32, 2, 0xa0000000) + items + ape_end(items.size() + 32, 2, 0x80000000);
    for (const std::string& end : {id3v1("an old title"), ape, ape + id3v1("an old title")}) {
        const auto seen = look_at("mp3", plain("mp3") + end);
        REQUIRE(seen);
        CHECK(seen->tag_kind.empty());
        CHECK(seen->sound.declared_frames == 96000);
        check_tagged_anew("mp3", plain("mp3") + end);
        check_tagged_anew("mp3", id3(3, title(3, "another")) + plain("mp3") + end);
    }
}

TEST_CASE("an APEv2 tag that claims any size takes no sound with it") {
    for (const std::size_t size : {std::size_t{0}, std::size_t{31}, std::size_t{20'000},
                                   std::size_t{1} << 31U, std::size_t{0xffffffff}}) {
        for (const std::uint32_t flags : {0U, 0xa0000000U, 0x80000000U}) {
            INFO(size << " " << flags);
            const std::string file = plain("mp3") + ape_end(size, 0xffffffff, flags);
            CHECK(look_at("mp3", file));
            check_tagged_anew("mp3", file, Wanted::same_sound_or_refusal);
        }
    }
}

TEST_CASE("a picture of 40 MB in an MP3 is read, and replaced") {
    std::string picture = av::plain_png(16, 1, 2, 3);
    picture.resize(40'000'000, '\0');
    const std::string file =
        id3(3, title(3, "old") + frame(3, "APIC", "\0image/png\0\3\0"s + picture)) + plain("mp3");
    const auto seen = look_at("mp3", file);
    REQUIRE(seen);
    CHECK(seen->tags.title == "old");
    CHECK(seen->tags.picture.size() == picture.size());
    CHECK(seen->picture.width == 16);
    check_tagged_anew("mp3", file);
}

TEST_CASE("an ID3 tag that claims to reach past the end of its file is no harm") {
    std::string file = id3(3, title(3, "old")) + plain("mp3");
    for (const std::size_t size : {file.size() - 10, file.size(), std::size_t{0x0fffffff}}) {
        INFO(size);
        put(file, 6, seven_bits(size));
        look_at("mp3", file);
        check_tagged_anew("mp3", file, Wanted::same_bytes_or_refusal);
    }
}

TEST_CASE("a frame that claims to reach past its tag hides nothing before it") {
    for (const int version : {3, 4}) {
        for (const char* id : {"TALB", "APIC", "CHAP", "CTOC", "COMM", "TXXX", "WXXX", "USLT"}) {
            for (const std::uint32_t size : {0x7f7f7f7fU, 0xffffffffU, 0x00007f7fU}) {
                INFO(version << " " << id << " " << size);
                const std::string bad = id + big(size) + "\0\0"s + std::string(40, 'x');
                const std::string file = id3(version, title(version, "old") + bad) + plain("mp3");
                const auto seen = look_at("mp3", file);
                REQUIRE(seen);
                CHECK(seen->tags.title == "old");
            }
        }
        const std::string bad = "TALB" + big(0x7f7f7f7f) + "\0\0"s + "x";
        check_tagged_anew("mp3", id3(version, title(version, "old") + bad) + plain("mp3"));
    }
}

TEST_CASE("a chapter with a broken frame inside keeps its time, and the others their titles") {
    const std::string good = title(3, "inner");
    for (const std::uint32_t size : {0U, 1U, 7U, 100U, 0x7fffffffU, 0xffffffffU}) {
        INFO(size);
        std::string broken = good;
        put(broken, 4, big(size));
        const std::string file =
            id3(3, chapter(3, "a", 0, broken) + chapter(3, "b", 500, good)) + plain("mp3");
        const auto seen = look_at("mp3", file);
        REQUIRE(seen);
        CHECK(starts_of(*seen) == std::vector<std::int64_t>{0, 500});
        REQUIRE(seen->tags.chapters.size() == 2);
        CHECK(seen->tags.chapters[1].title == "inner");
        CHECK(is_utf8(seen->tags.chapters[0].title));
        check_tagged_anew("mp3", file);
    }
}

TEST_CASE("chapters that end too early are no harm, and the next one is read") {
    const std::string whole = "id\0"s + big(1) + big(2) + big(3) + big(4);
    for (std::size_t size = 1; size < whole.size(); ++size) {
        INFO(size);
        const std::string file = id3(3, title(3, "old") + frame(3, "CHAP", whole.substr(0, size)) +
                                            chapter(3, "b", 500, title(3, "good"))) +
                                 plain("mp3");
        const auto seen = look_at("mp3", file);
        REQUIRE(seen);
        CHECK(seen->tags.title == "old");
        REQUIRE_FALSE(seen->tags.chapters.empty());
        CHECK(seen->tags.chapters.back().start_ms == 500);
        CHECK(seen->tags.chapters.back().title == "good");
    }
}

TEST_CASE("chapters and contents whose names never end are no harm") {
    for (const char* id : {"CHAP", "CTOC"}) {
        for (const std::size_t size : {1U, 5U, 6U, 17U, 18U, 40U, 5000U}) {
            INFO(id << " " << size);
            const std::string endless = frame(3, id, std::string(size, 'x'));
            const std::string file =
                id3(3, title(3, "old") + endless + chapter(3, "b", 500, title(3, "good"))) + plain("mp3");
            const auto seen = look_at("mp3", file);
            REQUIRE(seen);
            CHECK(seen->tags.title == "old");
            const std::vector<std::string> titles = titles_of(*seen);
            CHECK(std::count(titles.begin(), titles.end(), "good") == 1);
        }
        check_tagged_anew("mp3", id3(3, frame(3, id, std::string(40, 'x'))) + plain("mp3"));
    }
}

TEST_CASE("tables of contents that lead in circles are reported, and chapters are read all the same") {
    const std::string chapters = chapter(3, "one", 0, title(3, "first")) + chapter(3, "two", 500, {});
    const std::vector<std::string> circles = {
        contents("aaaaa", {"aaaaa"}),
        contents("aaaaa", {"bbbbb"}) + contents("bbbbb", {"aaaaa"}),
        contents("aaaaa", {"one", "bbbbb"}) + contents("bbbbb", {"two", "aaaaa"}),
        contents("top", {"aaaaa"}) + contents("aaaaa", {"bbbbb"}) + contents("bbbbb", {"ccccc"}) +
            contents("ccccc", {"aaaaa", "one"}),
    };
    for (const std::string& circle : circles) {
        INFO(&circle - circles.data());
        const std::string file = id3(3, circle + chapters) + plain("mp3");
        const auto seen = look_at("mp3", file);
        REQUIRE(seen);
        CHECK(misses(*seen, core::Code::contents_loop));
        CHECK(starts_of(*seen) == std::vector<std::int64_t>{0, 500});
        check_tagged_anew("mp3", file);
    }
}

TEST_CASE("contents that lead to absent chapters, twice to one, or to nothing are no circle") {
    const std::string chapters = chapter(3, "one", 0, title(3, "first")) + chapter(3, "two", 500, {});
    const std::vector<std::string> trees = {
        contents("aaaaa", {"absent", "gone"}),
        contents("aaaaa", {"one", "one", "one"}),
        contents("top", {"aaaaa", "bbbbb"}) + contents("aaaaa", {"one"}) + contents("bbbbb", {"one", "two"}),
        contents("aaaaa", {"one"}) + contents("aaaaa", {"two"}),
        contents("aaaaa", {}),
        contents("", {"one", "two"}),
    };
    for (const std::string& tree : trees) {
        INFO(&tree - trees.data());
        const auto seen = look_at("mp3", id3(3, tree + chapters) + plain("mp3"));
        REQUIRE(seen);
        CHECK_FALSE(misses(*seen, core::Code::contents_loop));
        CHECK(starts_of(*seen) == std::vector<std::int64_t>{0, 500});
    }
}

TEST_CASE("a table of contents that is empty is no circle") {
    const std::string tables = contents("top", {"aaaaa"}) + contents("aaaaa", {});
    const auto seen = look_at("mp3", id3(3, tables) + plain("mp3"));
    REQUIRE(seen);
    CHECK_FALSE(misses(*seen, core::Code::contents_loop));
}

namespace {

/// Tables of contents, each of which names the next one; what the last one names is given.
std::string contents_chain(const std::string& last_entry, int count) {
    const auto name = [](int i) { return "t" + std::to_string(i); };
    std::string chain;
    for (int i = 0; i < count; ++i) chain += contents(name(i), {i + 1 < count ? name(i + 1) : last_entry});
    return id3(3, chain + chapter(3, "one", 0, title(3, "good"))) + plain("mp3");
}

/// Whether a circle is seen in it.
void check_contents_chain(const std::string& last_entry, bool circle) {
    const tests::TempFolder folder;
    const std::string file = contents_chain(last_entry, 500);
    tests::write(folder / "chain.mp3", file);
    const auto work = [&] {
        const media::Inspected seen = media::inspect(folder / "chain.mp3");
        const bool good = titles_of(seen) == std::vector<std::string>{"good"};
        if (!good || misses(seen, core::Code::contents_loop) != circle) throw std::runtime_error("not so");
    };
    CHECK(checked_end(work, file.size()) == "well");
}

}  // namespace

TEST_CASE("five hundred tables of contents in a chain are read") {
    check_contents_chain("one", false);
}

TEST_CASE("a circle of five hundred tables of contents is seen") {
    check_contents_chain("t0", true);
}

TEST_CASE("a hundred thousand tables of contents are refused: no episode has them") {
    CHECK_FALSE(look_at("mp3", contents_chain("one", 100'000)));
}

TEST_CASE("chapters and contents nested a hundred thousand deep are no harm") {
    constexpr std::size_t depth = 100'000;
    const std::string chapter_head = "a\0"s + big(0) + big(1) + big(2) + big(3);
    const std::string contents_head = "aaaa\0\3\0"s;
    for (const auto& [id, head] : {std::pair("CHAP", chapter_head), std::pair("CTOC", contents_head)}) {
        INFO(id);
        std::string nested;
        for (std::size_t inside = depth; inside > 0; --inside)
            nested += frame_head(3, id, head.size() * inside + 10 * (inside - 1), "\0\0"s) + head;
        const std::string file = id3(3, title(3, "old") + nested) + plain("mp3");
        const auto seen = look_at("mp3", file);
        if (seen) CHECK(seen->tags.title == "old");
        check_tagged_anew("mp3", file, Wanted::same_bytes_or_refusal);
    }
}

TEST_CASE("an unsynchronised tag with an extended header is read, and replaced") {
    // Three letters of Latin-1, the first two of which look like the start of MPEG sound.
    const std::string letters = "\xff\xe0!";
    const std::string picture = "\x89PNG\xff\xff\xe0\xff\0\xff"s;
    const std::string with_picture =
        title(3, letters) + frame(3, "APIC", "\0image/png\0\3\0"s + picture) + chapter(3, "a", 500, {});
    const std::string long_header = seven_bits(6) + "\1\0"s;
    const std::string text = unsynchronised(latin1(letters));
    const std::string more = frame(4, "TALB", latin1("a longer text behind it"));
    const std::map<std::string, std::string> files = {
        {"2.3", id3(3, unsynchronised(with_picture), 0x80)},
        {"2.4", id3(4, frame(4, "TIT2", text, "\0\2"s), 0x80)},
        {"2.4 with lengths", id3(4, frame(4, "TIT2", seven_bits(4) + text, "\0\3"s), 0x80)},
        {"2.4 with a long header", id3(4, long_header + frame(4, "TIT2", text, "\0\2"s) + more, 0xc0)},
    };
    for (const auto& [name, tag] : files) {
        INFO(name);
        const auto seen = look_at("mp3", tag + plain("mp3"));
        REQUIRE(seen);
        CHECK(seen->tags.title == "ÿà!");
        if (name == "2.3") {
            CHECK(seen->tags.picture == picture);
            CHECK(starts_of(*seen) == std::vector<std::int64_t>{500});
        }
        check_tagged_anew("mp3", tag + plain("mp3"));
    }
}

TEST_CASE("an ID3v2.3 tag with an extended header is no harm, and replaced") {
    // Its size does not count itself, and its four bytes are plain.
    const std::string long_header = big(6) + std::string(6, '\0');
    const std::string file = id3(3, long_header + title(3, "old"), 0x40) + plain("mp3");
    check_tagged_anew("mp3", file);
    CHECK(look_at("mp3", file));
}

TEST_CASE("an extended header that claims any size is no harm") {
    for (const int version : {3, 4}) {
        for (const std::uint32_t size : {0U, 1U, 0x7fU, 0x7f7f7f7fU, 0xffffffffU}) {
            INFO(version << " " << size);
            const std::string file =
                id3(version, big(size) + std::string(6, '\0') + title(version, "old"), 0x40) + plain("mp3");
            CHECK(look_at("mp3", file));
            check_tagged_anew("mp3", file);
        }
    }
}

TEST_CASE("a frame of no length hides nothing before it") {
    for (const int version : {2, 3, 4}) {
        for (const std::string& id :
             version == 2
                 ? std::vector<std::string>{"TAL", "PIC", "COM"}
                 : std::vector<std::string>{"TALB", "APIC", "CHAP", "CTOC", "COMM", "TXXX", "WXXX", "USLT"}) {
            INFO(version << " " << id);
            const std::string file =
                id3(version, title(version, "old") + frame(version, id, {})) + plain("mp3");
            const auto seen = look_at("mp3", file);
            REQUIRE(seen);
            CHECK(seen->tags.title == "old");
        }
        const std::string tag = id3(version, title(version, "old") + frame(version, "TALB", {}));
        check_tagged_anew("mp3", tag + plain("mp3"));
    }
}

TEST_CASE("frames of one to eight bytes of anything are no harm") {
    for (const char* id : {"TIT2", "APIC", "CHAP", "CTOC", "COMM", "TXXX", "WXXX", "USLT", "WFED", "TDRC"}) {
        std::string frames;
        for (std::size_t size = 1; size <= 8; ++size) {
            for (const char c : {'\0', '\1', '\3', '\xff', 'x'}) frames += frame(3, id, std::string(size, c));
        }
        INFO(id);
        const auto seen = look_at("mp3", id3(3, frames) + plain("mp3"));
        REQUIRE(seen);
        CHECK(is_utf8(seen->tags.title));
    }
}

TEST_CASE("texts are UTF-8 whatever a tag holds") {
    const std::vector<std::string> texts = {
        "\3\xe6\xbc"s,                  // half a kanji
        "\3\xff\xfe\xfd"s,              // no UTF-8 at all
        "\1\xff\xfe\x42\xd8"s,          // half a pair
        "\1\xff\xfe\xb7\xdf\x42\xd8"s,  // a pair the wrong way round
        "\1\xff\xfe\x41\0\x42"s,        // an odd byte
        "\2\xd8\x42"s,                  // half a pair, the other way
        "\x7fzzz"s,                     // no such encoding
    };
    for (const std::string& text : texts) {
        INFO(&text - texts.data());
        const std::string frames = frame(4, "TIT2", text) + frame(4, "TALB", text) +
                                   frame(4, "COMM", text[0] + "jpn"s + text.substr(1)) +
                                   chapter(4, "a", 0, frame(4, "TIT2", text));
        const auto seen = look_at("mp3", id3(4, frames) + plain("mp3"));
        REQUIRE(seen);
        CHECK(is_utf8(seen->tags.title));
        CHECK(is_utf8(seen->tags.show));
        CHECK(is_utf8(seen->tags.description));
        REQUIRE(seen->tags.chapters.size() == 1);
        CHECK(is_utf8(seen->tags.chapters[0].title));
    }
}

// MP4

namespace {

std::string box(const std::string& type, const std::string& content) {
    return big(8 + content.size()) + type + content;
}

std::size_t box_at(const std::string& file, const std::string& type, std::size_t from = 0) {
    for (std::size_t at = from; at + 8 <= file.size(); at += big_at(file, at)) {
        if (file.substr(at + 4, 4) == type) return at;
        REQUIRE(big_at(file, at) >= 8);
    }
    FAIL("no " << type);
    return 0;
}

/// An M4A with its index behind the sound, and with more boxes at the end of the index.
std::string index_behind(std::string file, const std::string& more = {}) {
    const std::size_t index = box_at(file, "moov");
    const std::size_t size = big_at(file, index);
    std::string moov = file.substr(index, size);
    file.erase(index, size);
    for (std::size_t at = moov.find("stco"); at != std::string::npos; at = moov.find("stco", at + 4)) {
        const std::uint64_t count = big_at(moov, at + 8);
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t place = at + 12 + 4 * i;
            put(moov, place, big(big_at(moov, place) - size));
        }
    }
    put(moov, 0, big(size + more.size()));
    return file + moov + more;
}

/// The same without the index's own box of what users say.
std::string index_behind_with(const std::string& users_data) {
    std::string file = plain("m4a");
    put(file, file.find("udta"), "free");
    return index_behind(file, box("udta", users_data));
}

std::string data_atom(std::uint32_t type, const std::string& content) {
    return box("data", big(type) + big(0) + content);
}

std::string item_list(const std::string& items) {
    const std::string handler = big(0) + big(0) + "mdirappl" + std::string(9, '\0');
    return box("meta", big(0) + box("hdlr", handler) + box("ilst", items));
}

std::string text_item(const std::string& name, const std::string& text) {
    return box(name, data_atom(1, text));
}

const std::string title_atom = "\251nam";
const std::string artist_atom = "\251ART";

/// Nero's list: times in units of 100 ns.
std::string nero_list(unsigned count, const std::vector<std::pair<std::uint64_t, std::string>>& chapters) {
    std::string content = big(0x01000000) + big(0) + static_cast<char>(count);
    for (const auto& [start_ms, text] : chapters)
        content += big(start_ms * 10'000, 8) + static_cast<char>(text.size()) + text;
    return box("chpl", content);
}

}  // namespace

TEST_CASE("an M4A with its index behind the sound is read, and gets it to the front") {
    const std::string file = index_behind(freshly_tagged("m4a"));
    const auto seen = look_at("m4a", file);
    REQUIRE(seen);
    CHECK(faults_of(*seen) == std::set<core::Code>{core::Code::index_behind_sound});
    CHECK(seen->tags.title == all_tags().title);
    CHECK(seen->tags.chapters.size() == 3);
    CHECK(seen->picture.width == 1400);
    CHECK(seen->sound.declared_frames == 96000);
    check_tagged_anew("m4a", file);
    check_tagged_anew("m4a", index_behind(plain("m4a")));
}

TEST_CASE("boxes of impossible sizes behind all others hide nothing") {
    const std::string file = index_behind(freshly_tagged("m4a"));
    const std::map<std::string, std::string> ends = {
        {"0: up to the end", big(0) + "free" + std::string(20, 'x')},
        {"0 and nothing more", big(0) + "free"},
        {"1: eight bytes of size, 24", big(1) + "free" + big(24, 8) + "12345678"},
    };
    for (const auto& [name, end] : ends) {
        INFO(name);
        const auto seen = look_at("m4a", file + end);
        REQUIRE(seen);
        CHECK(seen->tags.title == all_tags().title);
        CHECK(seen->tags.chapters.size() == 3);
        check_tagged_anew("m4a", file + end);
    }
}

TEST_CASE("what is no box behind all others is no harm") {
    const std::string file = index_behind(freshly_tagged("m4a"));
    const std::map<std::string, std::string> ends = {
        {"1 and 2^63", big(1) + "free" + big(std::uint64_t{1} << 63U, 8) + "12345678"},
        {"1 and 2^64-1", big(1) + "free" + big(~std::uint64_t{0}, 8)},
        {"1 and 7", big(1) + "free" + big(7, 8)},
        {"1 and nothing more", big(1) + "free"},
        {"7", big(7) + "free" + std::string(20, 'x')},
        {"past the end", big(0xffffffff) + "free"},
        {"half a header", big(100)},
    };
    for (const auto& [name, end] : ends) {
        INFO(name);
        check_tagged_anew("m4a", file + end);
        CHECK(look_at("m4a", file + end));
    }
}

TEST_CASE("boxes of impossible sizes inside the index are no harm") {
    for (const char* type : {"free", "udta", "trak", "meta", "ilst", "chpl"}) {
        for (const std::string& size : {big(0), big(1), big(7), big(0xffffffff)}) {
            INFO(type << " " << big_at(size, 0));
            const std::string tail = size + type + big(std::uint64_t{1} << 63U, 8) + "1234";
            const std::string file = index_behind(plain("m4a"), tail);
            look_at("m4a", file);
            check_tagged_anew("m4a", file, Wanted::same_bytes_or_refusal);
        }
    }
}

TEST_CASE("a second index with boxes nested a hundred thousand deep is no harm") {
    constexpr std::size_t depth = 100'000;
    std::string nested;
    for (std::size_t inside = depth; inside > 0; --inside) nested += big(8 * inside) + "moov";
    look_at("m4a", plain("m4a") + nested);
    check_tagged_anew("m4a", plain("m4a") + nested, Wanted::same_bytes_or_refusal);
}

TEST_CASE("an M4A of a hundred thousand empty boxes is read soon") {
    std::string file = plain("m4a");
    for (int i = 0; i < 100'000; ++i) file += big(8) + "free";
    const tests::TempFolder folder;
    tests::write(folder / "boxes.m4a", file);
    CHECK(checked_end([&] { media::inspect(folder / "boxes.m4a"); }, file.size()) == "well");
}

TEST_CASE("a broken atom in an item list leaves the others readable") {
    for (const std::uint32_t size : {0U, 1U, 7U, 8U, 11U, 12U, 15U, 1000U, 0x7fffffffU, 0xffffffffU}) {
        INFO(size);
        std::string broken = text_item(title_atom, "a title");
        put(broken, 8, big(size));
        const std::string file = index_behind_with(
            item_list(text_item(artist_atom, "someone") + broken + text_item("\251alb", "x")));
        const auto seen = look_at("m4a", file);
        REQUIRE(seen);
        CHECK(seen->tags.artist == "someone");
        CHECK(seen->tags.show == "x");
        CHECK(is_utf8(seen->tags.title));
        check_tagged_anew("m4a", file);
    }
}

TEST_CASE("atoms of every name with nothing, little or the wrong kind of data are no harm") {
    std::string items;
    for (const char* name : {"\251nam", "trkn", "tvsn", "tves", "pcst", "stik", "covr", "----", "gnre",
                             "cpil", "tmpo", "disk", "plID", "\251day", "desc"}) {
        items += box(name, {}) + box(name, data_atom(0, {})) + box(name, data_atom(21, "\1")) +
                 box(name, data_atom(1, "12")) + box(name, std::string(7, '\0')) +
                 box(name, box("mean", "xx") + box("name", "y") + box("data", "z"));
    }
    const std::string file = index_behind_with(item_list(text_item(artist_atom, "someone") + items));
    const auto seen = look_at("m4a", file);
    REQUIRE(seen);
    CHECK(seen->tags.artist == "someone");
    check_tagged_anew("m4a", file);
}

TEST_CASE("an item of freeform data that is cut anywhere is no harm") {
    const std::string item =
        box("----", box("mean", big(0) + "com.apple.iTunes") + box("name", big(0) + "replaygain_track_gain") +
                        data_atom(1, "-1.75 dB"));
    const auto whole = look_at("m4a", index_behind_with(item_list(item)));
    REQUIRE(whole);
    CHECK(whole->tags.sound.integrated_lufs.value_or(0) == Approx(-16.25));
    for (std::size_t size = 8; size < item.size(); size += 5) {
        INFO(size);
        const std::string cut = box("----", item.substr(8, size - 8));
        const auto seen = look_at("m4a", index_behind_with(item_list(cut + text_item(title_atom, "x"))));
        REQUIRE(seen);
        CHECK(seen->tags.title == "x");
    }
}

TEST_CASE("chapters of Nero's list alone are read, as many as there are") {
    const std::vector<std::pair<std::uint64_t, std::string>> list = {{0, "first"}, {500, "second"}};
    for (const unsigned count : {2U, 3U, 255U}) {
        INFO(count);
        const std::string file = index_behind_with(nero_list(count, list));
        const auto seen = look_at("m4a", file);
        REQUIRE(seen);
        CHECK(starts_of(*seen) == std::vector<std::int64_t>{0, 500});
        CHECK(titles_of(*seen) == std::vector<std::string>{"first", "second"});
        check_tagged_anew("m4a", file);
    }
    const auto fewer = look_at("m4a", index_behind_with(nero_list(1, list)));
    REQUIRE(fewer);
    CHECK(titles_of(*fewer) == std::vector<std::string>{"first"});
}

TEST_CASE("a list of chapters with impossible times or lengths is no harm") {
    std::string list = nero_list(3, {{0, "first"}, {500, "second"}, {1000, "third"}});
    const std::size_t third = list.size() - 5 - 9;
    for (const std::uint64_t time :
         {~std::uint64_t{0}, std::uint64_t{1} << 63U, (std::uint64_t{1} << 63U) - 1}) {
        put(list, third, big(time, 8));
        const auto seen = look_at("m4a", index_behind_with(list));
        REQUIRE(seen);
        CHECK(seen->tags.chapters.size() >= 2);
        check_tagged_anew("m4a", index_behind_with(list));
    }
    put(list, third + 8, "\xff");
    const auto seen = look_at("m4a", index_behind_with(list));
    REQUIRE(seen);
    REQUIRE(seen->tags.chapters.size() >= 2);
    CHECK(seen->tags.chapters[1].title == "second");
    for (std::size_t size = 8; size < list.size(); ++size)
        look_at("m4a", index_behind_with(box("chpl", list.substr(8, size - 8))));
}

TEST_CASE("a chapter's title that was cut inside a character is UTF-8 all the same") {
    const std::string kanji = "漢";
    for (const std::string& cut : {"a" + kanji.substr(0, 2), kanji + kanji.substr(0, 1), "\xff\xfe"s}) {
        const auto seen = look_at("m4a", index_behind_with(nero_list(1, {{0, cut}})));
        REQUIRE(seen);
        REQUIRE(seen->tags.chapters.size() == 1);
        CHECK(is_utf8(seen->tags.chapters[0].title));
    }
}

TEST_CASE("a cover of any type is taken for what it is, or for none") {
    const std::string picture = av::plain_png(20, 1, 2, 3);
    for (const std::uint32_t type : {0U, 1U, 13U, 14U, 21U, 27U, 99U, 0xffffffffU}) {
        INFO(type);
        const std::string items = text_item(title_atom, "x") + box("covr", data_atom(type, picture));
        const std::string file = index_behind_with(item_list(items));
        const auto seen = look_at("m4a", file);
        REQUIRE(seen);
        CHECK(seen->tags.title == "x");
        if (seen->tags.picture.empty()) {
            CHECK(misses(*seen, core::Code::misses_picture));
        } else {
            CHECK(seen->picture.width == 20);
            CHECK_FALSE(misses(*seen, core::Code::picture_unreadable));
        }
        if (type == 13 || type == 14) CHECK(seen->tags.picture == picture);
        check_tagged_anew("m4a", file);
    }
    const auto bitmap = look_at("m4a", index_behind_with(item_list(box("covr", data_atom(27, "BM123456")))));
    REQUIRE(bitmap);
    CHECK(misses(*bitmap, core::Code::picture_unreadable));
}

TEST_CASE("an edit list with huge numbers is no harm") {
    const std::uint64_t most = ~std::uint64_t{0} >> 1U;
    const std::string rate = big(0x00010000);
    const auto edit_4 = [&](std::uint64_t length, std::uint64_t start) {
        return big(0) + big(1) + big(length) + big(start) + rate;
    };
    const auto edit_8 = [&](std::uint64_t length, std::uint64_t start) {
        return big(0x01000000) + big(1) + big(length, 8) + big(start, 8) + rate;
    };
    std::vector<std::string> lists;
    for (const std::uint64_t length :
         {std::uint64_t{0}, std::uint64_t{2000}, std::uint64_t{0x7fffffff}, std::uint64_t{0xffffffff}}) {
        for (const std::uint64_t start :
             {std::uint64_t{0}, std::uint64_t{1024}, std::uint64_t{0x7fffffff}, std::uint64_t{0xffffffff}})
            lists.push_back(edit_4(length, start));
    }
    for (const std::uint64_t length : {std::uint64_t{2000}, most, most + 1, ~std::uint64_t{0}}) {
        for (const std::uint64_t start : {std::uint64_t{1024}, most, most + 1})
            lists.push_back(edit_8(length, start));
    }
    lists.push_back(big(0) + big(0xffffffff) + big(2000) + big(1024) + rate);
    lists.push_back(big(0) + big(0));
    lists.push_back(big(0));
    lists.emplace_back();
    const std::string original = plain("m4a");
    const std::size_t edits = original.find("edts") - 4;
    const std::size_t old_size = big_at(original, edits);
    for (const std::string& list : lists) {
        INFO("list " << &list - lists.data());
        std::string file = index_behind(original);
        const std::size_t moov = file.find("moov") - 4;
        const std::size_t track = file.find("trak") - 4;
        const std::size_t at = file.find("edts") - 4;
        const std::string fresh = box("edts", box("elst", list));
        put(file, moov, big(big_at(file, moov) + fresh.size() - old_size));
        put(file, track, big(big_at(file, track) + fresh.size() - old_size));
        file.replace(at, old_size, fresh);
        const auto seen = look_at("m4a", file);
        if (seen && seen->sound.gapless) {
            CHECK(seen->sound.gapless->start_frames >= 0);
            CHECK(seen->sound.gapless->end_frames >= 0);
        }
        check_tagged_anew("m4a", file, Wanted::good_end);
    }
}

// Vorbis comments

namespace {

std::string sized(const std::string& text) {
    return little(text.size()) + text;
}

std::string comments(const std::vector<std::string>& fields, std::optional<std::uint32_t> count = {}) {
    std::string content = sized("ffmpeg") + little(count.value_or(static_cast<std::uint32_t>(fields.size())));
    for (const std::string& field : fields) content += sized(field);
    return content;
}

/// RFC 3533, section 6: x^32 + x^26 + ..., not reflected, from 0.
std::uint32_t ogg_checksum(const std::string& page) {
    std::uint32_t sum = 0;
    for (const char c : page) {
        sum ^= static_cast<std::uint32_t>(static_cast<unsigned char>(c)) << 24U;
        for (int bit = 0; bit < 8; ++bit) sum = sum << 1U ^ ((sum >> 31U) * 0x04c11db7U);
    }
    return sum;
}

std::size_t page_size(const std::string& file, std::size_t at) {
    const std::size_t segments = big_at(file, at + 26, 1);
    std::size_t size = 27 + segments;
    for (std::size_t i = 0; i < segments; ++i) size += big_at(file, at + 27 + i, 1);
    return size;
}

/// The plain Opus file with another packet for its comments, in one page.
std::string opus_with(const std::string& packet) {
    const std::string& file = plain("opus");
    const std::size_t second = page_size(file, 0);
    const std::size_t third = second + page_size(file, second);
    const std::size_t segments = packet.size() / 255 + 1;
    REQUIRE(segments <= 255);
    std::string page = file.substr(second, 26) + static_cast<char>(segments) +
                       std::string(segments - 1, '\xff') + static_cast<char>(packet.size() % 255) + packet;
    put(page, 22, big(0));
    put(page, 22, little(ogg_checksum(page)));
    return file.substr(0, second) + page + file.substr(third);
}

std::string flac_block(int type, const std::string& content, bool last = false) {
    return static_cast<char>(type | (last ? 0x80 : 0)) + big(content.size(), 3) + content;
}

/// The plain FLAC file with these blocks behind its first one, which says what the sound is.
std::string flac_with(const std::string& blocks) {
    const std::string& file = plain("flac");
    constexpr std::size_t first_end = 4 + 4 + 34;
    std::size_t at = first_end;
    for (bool last = false; !last; at += 4 + big_at(file, at + 1, 3)) last = (file[at] & 0x80) != 0;
    return file.substr(0, first_end) + blocks + flac_block(1, std::string(10, '\0'), true) + file.substr(at);
}

std::string with_comments(const std::string& format, const std::string& content) {
    return format == "opus" ? opus_with("OpusTags" + content) : flac_with(flac_block(4, content));
}

/// FLAC's picture block, with lengths that may be wrong.
std::string picture_block(const std::string& picture, std::uint32_t type_size, std::uint32_t words_size,
                          std::uint32_t picture_size) {
    return big(3) + big(type_size) + "image/png" + big(words_size) + big(20) + big(20) + big(24) + big(0) +
           big(picture_size) + picture;
}

std::string base64(const std::string& bytes) {
    constexpr const char* letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::string three = bytes.substr(at, 3);
        const std::size_t size = three.size();
        three.resize(3, '\0');
        const std::uint64_t bits = big_at(three, 0, 3);
        for (unsigned i = 0; i < 4; ++i) text += i > size ? '=' : letters[bits >> (18 - 6 * i) & 63U];
    }
    return text;
}

}  // namespace

TEST_CASE("comments of another's hand are read, and replaced") {
    for (const char* format : {"opus", "flac"}) {
        INFO(format);
        const std::string file = with_comments(
            format, comments({"title=small letters", "Title=again", "ARTIST=someone", "TRACKNUMBER=3/9"}));
        const auto seen = look_at(format, file);
        REQUIRE(seen);
        CHECK(seen->tag_kind == "Vorbis comments");
        CHECK(seen->tags.title == "small letters");
        CHECK(seen->tags.artist == "someone");
        CHECK(seen->tags.number == 3);
        check_tagged_anew(format, file);
    }
}

TEST_CASE("a header that claims more comments than it holds is no harm") {
    for (const char* format : {"opus", "flac"}) {
        for (const std::uint32_t count : {2U, 1000U, 0x7fffffffU, 0x80000000U, 0xffffffffU}) {
            INFO(format << " " << count);
            const std::string file = with_comments(format, comments({"TITLE=x"}, count));
            CHECK(look_at(format, file));
            check_tagged_anew(format, file);
        }
    }
}

TEST_CASE("comments that claim any length are no harm") {
    for (const char* format : {"opus", "flac"}) {
        for (const std::uint32_t size : {0U, 100U, 0x7fffffffU, 0x80000000U, 0xfffffff8U, 0xffffffffU}) {
            INFO(format << " " << size);
            const std::string second =
                sized("ffmpeg") + little(2) + sized("TITLE=x") + little(size) + "ARTIST=y";
            const auto seen = look_at(format, with_comments(format, second));
            REQUIRE(seen);
            CHECK(seen->tags.title == "x");
            check_tagged_anew(format, with_comments(format, second));
            const std::string maker = little(size) + "by hand" + little(1) + sized("TITLE=x");
            CHECK(look_at(format, with_comments(format, maker)));
            check_tagged_anew(format, with_comments(format, maker), Wanted::same_sound_or_refusal);
        }
    }
}

TEST_CASE("comments without a name, without a value, or without UTF-8 are no harm") {
    for (const char* format : {"opus", "flac"}) {
        INFO(format);
        const auto seen = look_at(
            format,
            with_comments(format, comments({"", "=", "=x", "TITLE", "TITLE=", "TITLE=x", "ARTIST=\xff\xfe",
                                            "ALBUM=\xe6\xbc", "\xff=x", "漢=字", "COMMENT=a\0b"s})));
        REQUIRE(seen);
        CHECK((seen->tags.title == "x" || seen->tags.title.empty()));
        CHECK(is_utf8(seen->tags.artist));
        CHECK(is_utf8(seen->tags.show));
    }
}

TEST_CASE("a picture in comments that is broken is none, and the texts are read") {
    const std::string picture = av::plain_png(20, 1, 2, 3);
    const auto size = static_cast<std::uint32_t>(picture.size());
    const std::string good = base64(picture_block(picture, 9, 0, size));
    const std::map<std::string, std::string> values = {
        {"no base64", "!!!! this is not base64 !!!!"},
        {"nothing", ""},
        {"one letter", "A"},
        {"odd length", good.substr(0, 41)},
        {"cut", good.substr(0, good.size() / 2)},
        {"broken inside", good.substr(0, 40) + "\xff\x01{}" + good.substr(44)},
        {"long type", base64(picture_block(picture, 0xffffffff, 0, size))},
        {"long words", base64(picture_block(picture, 9, 0xffffffff, size))},
        {"long picture", base64(picture_block(picture, 9, 0, 0xffffffff))},
        {"long type and words", base64(picture_block(picture, 0x80000000, 0x80000000, size))},
        {"short", base64(big(3))},
    };
    for (const auto& [name, value] : values) {
        INFO(name);
        const std::string file =
            with_comments("opus", comments({"TITLE=x", "METADATA_BLOCK_PICTURE=" + value, "ARTIST=y"}));
        const auto seen = look_at("opus", file);
        REQUIRE(seen);
        CHECK(seen->tags.title == "x");
        CHECK(seen->tags.artist == "y");
        if (seen->picture.format.empty())
            CHECK(
                (misses(*seen, core::Code::misses_picture) || misses(*seen, core::Code::picture_unreadable)));
        check_tagged_anew("opus", file);
    }
    const auto seen = look_at("opus", with_comments("opus", comments({"METADATA_BLOCK_PICTURE=" + good})));
    REQUIRE(seen);
    CHECK(seen->tags.picture == picture);
}

TEST_CASE("chapters in comments are read from 000 and from 001") {
    for (const char* format : {"opus", "flac"}) {
        for (const int first : {0, 1}) {
            INFO(format << " " << first);
            std::vector<std::string> fields;
            const char* starts[] = {"00:00:00.000", "00:00:00.500", "00:00:01.250"};
            for (int i = 0; i < 3; ++i) {
                const std::string name = "CHAPTER00" + std::to_string(first + i);
                fields.push_back(name + "=" + starts[i]);
                fields.push_back(name + "NAME=part " + std::to_string(i));
            }
            fields.push_back("CHAPTER00" + std::to_string(first + 1) + "URL=https://example.jp/");
            const std::string file = with_comments(format, comments(fields));
            const auto seen = look_at(format, file);
            REQUIRE(seen);
            CHECK(starts_of(*seen) == std::vector<std::int64_t>{0, 500, 1250});
            CHECK(titles_of(*seen) == std::vector<std::string>{"part 0", "part 1", "part 2"});
            CHECK(seen->tags.chapters.at(1).link == "https://example.jp/");
            CHECK(faults_of(*seen).empty());
            check_tagged_anew(format, file);
        }
    }
}

TEST_CASE("a chapter in comments with a time of nonsense does not become one") {
    for (const char* format : {"opus", "flac"}) {
        for (const char* time : {"nonsense", "", "-00:00:01", "99999999999999999999", "1e300", "nan",
                                 "00:61:00", "0x10", "00:00:00:00", ":", "1:", "12:34,5", " 1", "1 "}) {
            INFO(format << " " << time);
            const std::string file =
                with_comments(format, comments({"TITLE=x", "CHAPTER000="s + time, "CHAPTER000NAME=a",
                                                "CHAPTER001=00:00:01.000", "CHAPTER001NAME=b"}));
            const auto seen = look_at(format, file);
            REQUIRE(seen);
            CHECK(seen->tags.title == "x");
            CHECK(titles_of(*seen) == std::vector<std::string>{"b"});
        }
        const auto seen = look_at(
            format, with_comments(format, comments({"CHAPTER001=00:00:00.500", "CHAPTER999=00:00:01",
                                                    "CHAPTER=1", "CHAPTERXXX=00:00:01", "CHAPTER1=3"})));
        REQUIRE(seen);
        CHECK(seen->tags.chapters.at(0).start_ms == 500);
        CHECK(misses(*seen, core::Code::chapters_not_from_zero));
        CHECK(misses(*seen, core::Code::chapter_without_title));
    }
}

TEST_CASE("an Opus file whose comments are cut, absent or something else is no harm") {
    const std::string packet = "OpusTags" + comments({"TITLE=x"});
    for (std::size_t size = 0; size <= packet.size(); size += 3) {
        INFO(size);
        const std::string file = opus_with(packet.substr(0, size));
        look_at("opus", file);
        check_tagged_anew("opus", file, Wanted::same_sound_or_refusal);
    }
    const std::string other = opus_with("nothing of the kind");
    look_at("opus", other);
    check_tagged_anew("opus", other, Wanted::same_sound_or_refusal);
}

// FLAC

TEST_CASE("a FLAC behind an ID3 tag is read, and the tag goes") {
    for (const std::size_t padding : {0U, 1000U, 10'000U, 100'000U}) {
        INFO(padding);
        const std::string tag = id3(3, title(3, "of ID3") + std::string(padding, '\0'));
        const std::string file = tag + with_comments("flac", comments({"TITLE=x"}));
        const auto seen = look_at("flac", file);
        CHECK(seen);
        if (!seen) continue;
        CHECK(seen->sound.container == "flac");
        CHECK(seen->tags.title == "x");
        CHECK(seen->sound.declared_frames == 96000);
        check_tagged_anew("flac", file);
        check_tagged_anew("flac", file + id3v1("of ID3v1"), Wanted::same_bytes_or_refusal);
    }
}

TEST_CASE("a FLAC with huge padding is read, and shrinks") {
    const std::string comment = flac_block(4, comments({"TITLE=x"}));
    const std::string huge = flac_block(1, std::string(0xffffff, '\0'));
    for (const std::string& file : {flac_with(huge + comment), flac_with(comment + huge + huge),
                                    flac_with(flac_block(1, {}) + comment + flac_block(1, {}))}) {
        const auto seen = look_at("flac", file);
        REQUIRE(seen);
        CHECK(seen->tags.title == "x");
        check_tagged_anew("flac", file);
    }
}

TEST_CASE("what room a FLAC had for tags counts for nothing") {
    // Without a picture, so that all tags fit into the room that encoders leave.
    const tests::TempFolder folder;
    tests::write(folder / "plain", plain("flac"));
    for (const std::size_t size : {100U, 3000U, 5000U, 8000U}) {
        media::Tags tags;
        tags.title = "x";
        tags.description = std::string(size, 'd');
        media::package(folder / "plain", "flac", tags, folder / "once");
        for (const std::size_t room : {0U, 1000U, 5000U, 8192U, 9000U, 20'000U, 200'000U}) {
            INFO(size << " bytes of text, room for " << room);
            const std::string padding = flac_block(1, std::string(room + 1, '\0'));
            tests::write(folder / "roomy", flac_with(flac_block(4, comments({})) + padding));
            media::package(folder / "roomy", "flac", tags, folder / "again");
            const bool equal = tests::read(folder / "again") == tests::read(folder / "once");
            CHECK(equal);
        }
    }
}

TEST_CASE("a FLAC with a block that reaches past its end is no harm") {
    for (const int type : {1, 2, 3, 4, 5, 6, 100, 127}) {
        INFO(type);
        std::string block = flac_block(type, std::string(20, '\0'));
        put(block, 1, big(0xffffff, 3));
        const std::string file = flac_with(flac_block(4, comments({"TITLE=x"})) + block);
        look_at("flac", file);
        check_tagged_anew("flac", file, Wanted::same_bytes_or_refusal);
    }
}

TEST_CASE("a FLAC's picture with wrong lengths is none, and the texts are read") {
    const std::string picture = av::plain_png(20, 1, 2, 3);
    const auto size = static_cast<std::uint32_t>(picture.size());
    const std::vector<std::string> blocks = {
        picture_block(picture, 0xffffffff, 0, size),
        picture_block(picture, 9, 0xffffffff, size),
        picture_block(picture, 9, 0, 0xffffffff),
        picture_block(picture, 9, 0, size + 1),
        picture_block(picture, 10, 0, size),
        picture_block(picture, 0x80000000, 0x80000000, size),
        picture_block(picture, 9, 0xfffffff0, size),
        std::string(31, '\0'),
        std::string(1, '\0'),
        big(3) + big(9) + "image/png",
    };
    for (const std::string& block : blocks) {
        INFO(&block - blocks.data());
        const std::string file = flac_with(flac_block(6, block) + flac_block(4, comments({"TITLE=x"})));
        const auto seen = look_at("flac", file);
        if (seen) CHECK(seen->tags.title == "x");
        if (seen && seen->tags.picture.empty()) CHECK(misses(*seen, core::Code::misses_picture));
        check_tagged_anew("flac", file, Wanted::same_bytes_or_refusal);
    }
    const std::string good = flac_block(6, picture_block(picture, 9, 0, size));
    const auto seen = look_at("flac", flac_with(good + flac_block(4, comments({"TITLE=x"}))));
    REQUIRE(seen);
    CHECK(seen->tags.picture == picture);
    check_tagged_anew("flac", flac_with(good + good + flac_block(4, comments({"TITLE=x"}))));
}

TEST_CASE("of two blocks of comments in a FLAC the first is read, and both go") {
    const std::string file = flac_with(flac_block(4, comments({"TITLE=first"})) +
                                       flac_block(4, comments({"TITLE=second", "ARTIST=y"})));
    const auto seen = look_at("flac", file);
    REQUIRE(seen);
    CHECK(seen->tags.title == "first");
    check_tagged_anew("flac", file);
}

// WAV

namespace {

/// A chunk that claims `size` bytes.
std::string chunk_of(const std::string& id, std::uint32_t size, const std::string& content) {
    return id + little(size) + content;
}

std::string chunk(const std::string& id, const std::string& content) {
    return chunk_of(id, static_cast<std::uint32_t>(content.size()), content) +
           std::string(content.size() % 2, '\0');
}

/// The plain WAV with more chunks before its sound and behind it.
std::string wav_with(const std::string& before, const std::string& behind) {
    const std::string& file = plain("wav");
    const std::size_t data = file.find("data");
    const std::string content = "WAVE" + file.substr(12, data - 12) + before + file.substr(data) + behind;
    return "RIFF" + little(content.size()) + content;
}

}  // namespace

TEST_CASE("of two ID3 chunks in a WAV the first is read, and both go") {
    const std::string first = id3(3, title(3, "the first"));
    const std::string second = id3(4, title(4, "the second one"));
    for (const char* id : {"id3 ", "ID3 "}) {
        for (const std::string& file : {wav_with(chunk(id, first), chunk("id3 ", second)),
                                        wav_with({}, chunk(id, first) + chunk("ID3 ", second)),
                                        wav_with(chunk(id, first) + chunk(id, second), {})}) {
            const auto seen = look_at("wav", file);
            REQUIRE(seen);
            CHECK(seen->tags.title == "the first");
            CHECK(seen->tag_kind == "ID3v2.3");
            CHECK(seen->sound.declared_frames == 96000);
            check_tagged_anew("wav", file);
        }
    }
    CHECK(count_of(freshly_tagged("wav"), "id3 ") == 1);
    CHECK(count_of(freshly_tagged("wav"), "ID3 ") == 0);
}

TEST_CASE("chunks of a WAV that claim to reach past its end are no harm") {
    const std::string tag = id3(3, title(3, "old"));
    for (const char* id : {"id3 ", "LIST", "data", "fmt "}) {
        for (const std::uint32_t size : {2'000'000U, 0x7fffffffU, 0xfffffff7U, 0xffffffffU}) {
            INFO(id << " " << size);
            look_at("wav", wav_with({}, chunk_of(id, size, tag)));
            look_at("wav", wav_with(chunk_of(id, size, tag), {}));
        }
        check_tagged_anew("wav", wav_with(chunk_of(id, 2'000'000, tag), {}), Wanted::good_end);
    }
}

TEST_CASE("what reaches past the end of a WAV goes, or the WAV is refused") {
    const std::string tag = id3(3, title(3, "old"));
    for (const char* id : {"id3 ", "LIST", "JUNK"}) {
        for (const std::uint32_t size : {2'000'000U, 0xffffffffU}) {
            INFO(id << " " << size);
            check_tagged_anew("wav", wav_with({}, chunk_of(id, size, tag)), Wanted::same_bytes_or_refusal);
        }
    }
}

TEST_CASE("a WAV whose sound or whole claims any size is no harm") {
    for (const std::uint32_t size : {0U, 1U, 12U, 0x7fffffffU, 0xffffffffU}) {
        INFO(size);
        const std::string file = wav_with({}, chunk("id3 ", id3(3, title(3, "old"))));
        std::string sound = file;
        put(sound, sound.find("data") + 4, little(size));
        look_at("wav", sound);
        check_tagged_anew("wav", sound, Wanted::good_end);
        std::string whole = file;
        put(whole, 4, little(size));
        const auto seen = look_at("wav", whole);
        REQUIRE(seen);
        CHECK(seen->tags.title == "old");
        check_tagged_anew("wav", whole);
    }
}

TEST_CASE("a LIST of odd length in a WAV goes, and an ID3 chunk behind it is read") {
    const std::string words = "INFOINAM" + little(3) + "old";
    const std::string padded = chunk("LIST", words);
    const std::string unpadded = chunk_of("LIST", static_cast<std::uint32_t>(words.size()), words);
    const std::string tag = chunk("id3 ", id3(3, title(3, "of ID3")));
    for (const std::string& file : {wav_with(padded, tag), wav_with({}, padded + tag),
                                    wav_with({}, unpadded + tag), wav_with({}, tag + unpadded)}) {
        INFO(file.size() << " bytes");
        const auto seen = look_at("wav", file);
        REQUIRE(seen);
        CHECK(seen->tags.title == "of ID3");
        check_tagged_anew("wav", file);
    }
    check_tagged_anew("wav", wav_with(unpadded, tag), Wanted::same_bytes_or_refusal);
    check_tagged_anew("wav", wav_with({}, unpadded));
    for (const std::uint32_t size : {0U, 1U, 3U, 5U, 0xffffffffU}) {
        INFO(size);
        const std::string file = wav_with({}, chunk("LIST", "INFOINAM" + little(size) + "abc") + tag);
        const auto seen = look_at("wav", file);
        REQUIRE(seen);
        CHECK(seen->tags.title == "of ID3");
        check_tagged_anew("wav", file);
    }
}

TEST_CASE("an ID3 chunk that holds no ID3 is no harm") {
    for (const std::string& content : {""s, "x"s, "ID3"s, std::string(11, 'x'), std::string(5000, '\xff'),
                                       id3(3, title(3, "old")).substr(0, 12)}) {
        INFO(content.size());
        const std::string file = wav_with({}, chunk("id3 ", content));
        const auto seen = look_at("wav", file);
        REQUIRE(seen);
        CHECK(seen->tags.title.empty());
        check_tagged_anew("wav", file);
    }
}
