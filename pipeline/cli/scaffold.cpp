// SPDX-License-Identifier: MIT
#include "pipeline/cli/scaffold.h"

#include <functional>

#include "embedded_workflows.h"
#include "pipeline/av/picture.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/core/folder.h"
#include "pipeline/core/format.h"
#include "pipeline/model/address.h"
#include "pipeline/model/feed_values.h"
#include "pipeline/model/toml/write_toml.h"
#include "pipeline/text/cut.h"
#include "pipeline/text/unicode.h"

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
copyright   = {copyright}
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
audio    = {audio}   # {audio_note}
question = {question}
summary  = ""
topics   = []
people   = []

[rights]
music  = ""   # {music_note}
guests = ""   # {guests_note}
)";

/// Asks until the answer is one that `good` takes; `fallback` is for an empty one. Throws `interrupted` at
/// the end of the input.
std::string ask(const Session& session, const Text& question, const std::string& fallback,
                const std::function<bool(const std::string&)>& good) {
    const Terminal& terminal = session.terminal;
    for (;;) {
        const auto typed = terminal.ask(terminal.text(question), session.stop);
        if (!typed) throw Error(Kind::interrupted, Code::interrupted);
        std::string answer = typed->empty() ? fallback : *typed;
        if (good(answer)) return answer;
    }
}

bool is_something(const std::string& text) {
    return !text.empty();
}

bool is_address(const std::string& text) {
    return text.starts_with("https://") || text.starts_with("http://");
}

/// Asks for what was not given as an option.
void ask_for_rest(const Session& session, NewShow& show) {
    if (show.title.empty()) {
        show.title = ask(session, {"What is the show called?", "番組の名前は？"}, "", is_something);
    }
    if (show.author.empty()) {
        show.author =
            ask(session, {"Who makes it (a group, a city)?", "だれの番組ですか（団体や市の名前）？"}, "",
                is_something);
    }
    if (show.address.empty()) {
        show.address = ask(session,
                           {"Where will it be served (https://…/; just Enter if undecided)?",
                            "公開する場所のアドレスは（https://…/、未定なら Enter）？"},
                           undecided_address, is_address);
    }
    if (show.email.empty()) {
        show.email = ask(session,
                         {"Which mail address may be public (an alias, nobody's own)?",
                          "公開してよい連絡先メールアドレスは（個人のものではなく）？"},
                         "", model::is_mail_address);
    }
}

void require_all(const NewShow& show) {
    std::string missing;
    const auto need = [&](const std::string& value, const char* option) {
        if (value.empty()) missing += (missing.empty() ? "" : ", ") + std::string(option);
    };
    need(show.title, "--title");
    need(show.author, "--author");
    need(show.address, "--address");
    need(show.email, "--email");
    if (!missing.empty()) throw Error(Kind::usage, Code::must_be_told, {{"options", missing}});
}

/// The guid of a show: that of its feed's address, or one of its own as long as there is none.
std::string guid_of(const NewShow& show) {
    if (show.address != undecided_address) return model::podcast_guid(show.address + "feed.xml");
    const auto moment = std::chrono::system_clock::now().time_since_epoch().count();
    return core::uuid_v5(model::podcast_guid(undecided_address),
                         show.title + "\n" + show.author + "\n" + std::to_string(moment));
}

/// The moment that `text` names, as RFC 3339 in the show's zone.
std::string date_of(const std::string& text, const std::string& zone, core::Instant now) {
    // A week from now, at eight in the evening, where nothing is said: hosts change it.
    if (text.empty())
        return date_of(core::show_rfc3339(now + std::chrono::days(7), zone).substr(0, 10), zone, now);
    if (text == "now") return core::show_rfc3339(now, zone);
    if (const auto instant = core::parse_rfc3339(text)) return core::show_rfc3339(*instant, zone);
    const std::string local = text.size() == 10 ? text + "T20:00" : text;
    // A clock's time without a zone, read as if it were UTC's and then put into the show's.
    const auto shown = core::parse_rfc3339(local.substr(0, 10) + "T" +
                                           local.substr(std::min<std::size_t>(11, local.size())) + ":00Z");
    if (!shown) throw Error(Kind::usage, Code::bad_time, {{"found", text}});
    return core::show_rfc3339(core::to_instant(core::LocalTime(shown->time_since_epoch()), zone), zone);
}

/// The name that a recording gets beside its `episode.toml`.
std::string recording_name(const std::string& file) {
    std::string extension = std::filesystem::path(file).extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const bool plain =
        extension.find_first_not_of(".abcdefghijklmnopqrstuvwxyz0123456789") == std::string::npos;
    return "voice" + (file.empty() ? ".m4a" : (plain ? extension : ""));
}

void refuse_if_there(const std::filesystem::path& path) {
    std::error_code error;
    if (std::filesystem::exists(path, error)) {
        throw Error(Kind::usage, Code::already_there, {{"path", path.string()}});
    }
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}

/// True for a package's name that means itself in YAML and in a shell.
bool is_package_name(const std::string& name) {
    return name.starts_with("cityfm_") && name.ends_with(".deb") &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+~-") ==
               std::string::npos;
}

/// The one package in `ci/` of the show. Throws `package_missing` unless there is exactly one.
std::filesystem::path package_of(const std::filesystem::path& show) {
    std::vector<std::filesystem::path> found;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(show / "ci", error)) {
        // Git would keep a link's target as text, not the package.
        const bool is_file = std::filesystem::is_regular_file(entry.symlink_status(error));
        if (is_file && is_package_name(entry.path().filename().string())) found.push_back(entry.path());
    }
    if (found.size() != 1) throw Error(Kind::usage, Code::package_missing);
    return found.front();
}

}  // namespace

int make_show(Session& session, NewShow wanted) {
    const Terminal& terminal = session.terminal;
    const std::filesystem::path folder = wanted.folder;
    refuse_if_there(folder / "show.toml");
    if (terminal.asks()) ask_for_rest(session, wanted);
    require_all(wanted);
    if (wanted.address.back() != '/') wanted.address += '/';
    const core::Args args = {
        {"about", terminal.text({"The show. `cityfm check` says what is wrong here.",
                                 "番組の設定です。cityfm check で間違いを確かめられます。"})},
        {"title", model::toml_string(wanted.title)},
        {"description", model::toml_string(terminal.text(
                            {"What people ask about living here, and what those who live here answer.",
                             "この街の暮らしについて、聞いたこと、答えてもらったことを話す番組です。"}))},
        {"author", model::toml_string(wanted.author)},
        {"email", model::toml_string(wanted.email)},
        {"copyright", model::toml_string("© " + core::show_minute(session.now, "Asia/Tokyo").substr(0, 4) +
                                         " " + wanted.author)},
        {"guid", guid_of(wanted)},
        {"guid_note", terminal.text({"never change it", "変えないでください"})},
        {"address", model::toml_string(wanted.address)},
        {"cover_note", terminal.text({"a plain picture; put your own here, 1400 to 3000 pixels square",
                                      "仮の絵です。1400〜3000 ピクセルの正方形の絵に替えてください"})}};
    const Text pattern{show_toml, show_toml};
    const core::Folder made = core::Folder::make(folder);
    made.write(core::InnerPath("assets/cover.png"), av::plain_png(1400, 0x1d, 0x35, 0x57));
    made.write(core::InnerPath(".gitignore"), gitignore);
    made.write(core::InnerPath(".gitattributes"), gitattributes);
    made.write(core::InnerPath("show.toml"), terminal.text(pattern, args));
    terminal.result(terminal.text({"made {folder}. Next: cityfm -C {folder} new episode SLUG",
                                   "{folder} を作りました。次は cityfm -C {folder} new episode 名前"},
                                  {{"folder", wanted.folder}}));
    return 0;
}

int make_episode(Session& session, const NewEpisode& wanted) {
    const Terminal& terminal = session.terminal;
    const model::LoadedShow loaded = model::load_show(session.show_folder());
    if (!model::is_slug(wanted.slug)) {
        throw Error(Kind::usage, Code::bad_folder_name,
                    {{"found", wanted.slug}, {"meant", model::propose_slug(wanted.slug)}});
    }
    const std::string date = date_of(wanted.date, loaded.show.timezone, session.now);
    const std::string name = date.substr(0, 10) + "-" + wanted.slug;
    const std::filesystem::path folder = loaded.show.folder / "episodes" / name;
    refuse_if_there(folder);
    const auto either = [](const std::string& given, const std::string& fallback) {
        return given.empty() ? fallback : given;
    };
    const std::string recording = recording_name(wanted.audio);
    const core::Args args = {
        {"about", terminal.text({"One episode. Put the recording beside this file.",
                                 "1 回分の設定です。録音をこのファイルの隣に置いてください。"})},
        {"title", model::toml_string(either(wanted.title, terminal.text({"Title", "タイトル"})))},
        {"date", date},
        {"audio", model::toml_string(recording)},
        {"audio_note", terminal.text({"wav, flac, mp3, m4a, opus …", "wav、flac、mp3、m4a、opus など"})},
        {"question",
         model::toml_string(
             either(wanted.question, terminal.text({"What would you like to know about this town?",
                                                    "この街について、聞いてみたいことはありますか？"})))},
        {"music_note", terminal.text({"whose music, under which licence", "使った音楽と、その利用条件"})},
        {"guests_note", terminal.text({"who agreed to be heard", "出演者の同意"})}};
    const core::Folder made = core::Folder(loaded.show.folder).make(core::InnerPath("episodes/" + name));
    if (!wanted.audio.empty()) core::copy_file(wanted.audio, made.path() / recording);
    made.write(core::InnerPath("notes.md"), "");
    made.write(core::InnerPath("episode.toml"), terminal.text({episode_toml, episode_toml}, args));
    const Text next =
        wanted.audio.empty()
            ? Text{"made {folder}. Next: put {recording} there, fill in episode.toml, then cityfm check",
                   "{folder} を作りました。{recording} を置き、episode.toml を書いたら cityfm check"}
            : Text{"made {folder} with the recording. Next: fill in episode.toml, then cityfm check",
                   "{folder} を作り、録音を入れました。episode.toml を書いたら cityfm check"};
    terminal.result(terminal.text(next, {{"folder", "episodes/" + name}, {"recording", recording}}));
    return 0;
}

int make_workflow(Session& session, const std::string& service) {
    const Terminal& terminal = session.terminal;
    const std::string path = service == "github" ? ".github/workflows/radio.yml" : ".gitlab-ci.yml";
    const std::filesystem::path file = session.show_folder() / path;
    refuse_if_there(file);
    const std::filesystem::path package = package_of(session.show_folder());
    const std::string name = package.filename().string();
    std::string workflow = service == "github" ? github_workflow : gitlab_workflow;
    replace_all(workflow, "{package}", name);
    replace_all(workflow, "{sha256}", core::sha256_file(package));
    core::Folder(session.show_folder()).write(core::InnerPath(path), workflow);
    terminal.result(terminal.text({"made {path}, which installs ci/{package} and no other package. Its first "
                                   "lines say what to set up",
                                   "{path} を作りました。CI がインストールするのは ci/{package} "
                                   "だけです。必要な準備は最初の数行に書いてあります"},
                                  {{"path", path}, {"package", name}}));
    return 0;
}

int make_slack_manifest(Session& session) {
    constexpr std::string_view placeholder = "\"cityfm radio\"";
    constexpr std::size_t most_name = 35;  // docs.slack.dev/reference/app-manifest
    const Terminal& terminal = session.terminal;
    const std::string path = "slack-manifest.yml";
    const std::filesystem::path file = session.show_folder() / path;
    refuse_if_there(file);
    const std::string title = model::load_show(session.show_folder()).show.title;
    const std::string name = core::to_line(text::cut(text::one_line(title), most_name, text::utf16_units));
    std::string manifest = slack_manifest;
    replace_all(manifest, placeholder, name);
    core::Folder(session.show_folder()).write(core::InnerPath(path), manifest);
    terminal.result(terminal.text({"made {path}. Its first lines say where to paste it",
                                   "{path} を作りました。貼り付ける場所は最初の数行に書いてあります"},
                                  {{"path", path}}));
    return 0;
}

}  // namespace cityfm::cli
