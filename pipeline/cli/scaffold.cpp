// SPDX-License-Identifier: MIT
#include "pipeline/cli/scaffold.h"

#include "pipeline/av/picture.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/core/format.h"
#include "pipeline/model/address.h"

namespace cityfm::cli {
namespace {

using core::Code;
using core::Error;
using core::Kind;

constexpr const char* show_toml = R"(# {about}
title       = {title}
description = {description}
language    = "ja"
timezone    = "Asia/Tokyo"
author      = {author}
owner_email = {email}
guid        = "{guid}"   # {guid_note}
address     = {address}
categories  = [["Society & Culture", "Places & Travel"], ["Government"]]
explicit    = false
cover       = "assets/cover.png"   # {cover_note}
preset      = "podcast"

[announce]
from = "host"

# [[person]]
# id   = "mikan"
# name = "みかん"
# role = "host"

# [[target]]
# id   = "web"
# type = "folder"
# path = "/var/www/radio"

[[channel]]
id   = "log"
type = "file"
to   = "announcements-sent.jsonl"
)";

constexpr const char* episode_toml = R"(# {about}
title    = {title}
date     = {date}
audio    = "voice.m4a"   # {audio_note}
question = {question}
summary  = ""
topics   = []
people   = []

[rights]
music  = ""   # {music_note}
guests = ""   # {guests_note}
)";

/// A TOML string, quoted.
std::string toml_string(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (static_cast<unsigned char>(c) < 0x20) {
            out += core::format("\\u{:04X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        } else {
            out += c;
        }
    }
    return out + "\"";
}

void refuse_if_there(const std::filesystem::path& path) {
    std::error_code error;
    if (std::filesystem::exists(path, error)) {
        throw Error(Kind::usage, Code::already_there, {{"path", path.string()}});
    }
}

}  // namespace

int make_show(Session& session, const NewShow& wanted) {
    const Terminal& terminal = session.terminal;
    const std::filesystem::path folder = wanted.folder;
    refuse_if_there(folder / "show.toml");
    const auto either = [](const std::string& given, const std::string& fallback) {
        return given.empty() ? fallback : given;
    };
    std::string address = either(wanted.address, "https://radio.example.jp/");
    if (address.back() != '/') address += '/';
    const core::Args args = {
        {"about", terminal.text({"The show. `cityfm check` says what is wrong here.",
                                 "番組の設定です。cityfm check で間違いを確かめられます。"})},
        {"title",
         toml_string(either(wanted.title, terminal.text({"FM Remote City Hall", "FMリモート市役所"})))},
        {"description", toml_string(terminal.text(
                            {"What people ask about living here, and what those who live here answer.",
                             "この街の暮らしについて、聞いたこと、答えてもらったことを話す番組です。"}))},
        {"author", toml_string(either(wanted.author, terminal.text({"Remote City Hall", "リモート市役所"})))},
        {"email", toml_string(either(wanted.email, "radio@example.jp"))},
        {"guid", model::podcast_guid(address + "feed.xml")},
        {"guid_note", terminal.text({"never change it", "変えないでください"})},
        {"address", toml_string(address)},
        {"cover_note", terminal.text({"a plain picture; put your own here, 1400 to 3000 pixels square",
                                      "仮の絵です。1400〜3000 ピクセルの正方形の絵に替えてください"})}};
    const Text pattern{show_toml, show_toml};
    core::write_file(folder / "assets" / "cover.png", av::plain_png(1400, 0x1d, 0x35, 0x57));
    core::write_file(folder / "show.toml", terminal.text(pattern, args));
    core::write_file(folder / ".gitignore", "public/\n.cityfm/\n");
    core::write_file(folder / ".gitattributes", "announcements.jsonl merge=union\n");
    terminal.result(terminal.text({"made {folder}. Next: cityfm -C {folder} new episode SLUG",
                                   "{folder} を作りました。次は cityfm -C {folder} new episode 名前"},
                                  {{"folder", wanted.folder}}));
    return 0;
}

int make_episode(Session& session, const std::string& slug) {
    const Terminal& terminal = session.terminal;
    const model::LoadedShow loaded = model::load_show(session.show_folder());
    if (!model::is_slug(slug)) {
        throw Error(Kind::usage, Code::bad_folder_name,
                    {{"found", slug}, {"meant", model::propose_slug(slug)}});
    }
    // A week from now, at eight in the evening: hosts change it.
    const std::string day = core::show_rfc3339(session.now + std::chrono::days(7), loaded.show.timezone);
    const std::string name = day.substr(0, 10) + "-" + slug;
    const std::filesystem::path folder = loaded.show.folder / "episodes" / name;
    refuse_if_there(folder);
    const core::Args args = {
        {"about", terminal.text({"One episode. Put the recording beside this file.",
                                 "1 回分の設定です。録音をこのファイルの隣に置いてください。"})},
        {"title", toml_string(terminal.text({"Title", "タイトル"}))},
        {"date", day.substr(0, 11) + "20:00:00" + day.substr(19)},
        {"audio_note", terminal.text({"wav, flac, mp3, m4a, opus …", "wav、flac、mp3、m4a、opus など"})},
        {"question", toml_string(terminal.text({"What would you like to know about this town?",
                                                "この街について、聞いてみたいことはありますか？"}))},
        {"music_note", terminal.text({"whose music, under which licence", "使った音楽と、その利用条件"})},
        {"guests_note", terminal.text({"who agreed to be heard", "出演者の同意"})}};
    core::write_file(folder / "episode.toml", terminal.text({episode_toml, episode_toml}, args));
    core::write_file(folder / "notes.md", "");
    terminal.result(
        terminal.text({"made {folder}. Next: put voice.m4a there, fill in episode.toml, then cityfm check",
                       "{folder} を作りました。voice.m4a を置き、episode.toml を書いたら cityfm check"},
                      {{"folder", "episodes/" + name}}));
    return 0;
}

}  // namespace cityfm::cli
