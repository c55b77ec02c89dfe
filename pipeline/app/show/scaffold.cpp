// SPDX-License-Identifier: MIT
#include "pipeline/app/show/scaffold.h"

#include <algorithm>

#include "embedded_workflows.h"
#include "pipeline/av/picture.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/core/folder.h"
#include "pipeline/core/format.h"
#include "pipeline/core/json.h"
#include "pipeline/model/feed_values.h"
#include "pipeline/model/public_names.h"
#include "pipeline/model/toml/write_toml.h"
#include "pipeline/text/cut.h"
#include "pipeline/text/unicode.h"

namespace cityfm::app {
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

/// A pattern of a file with its slots `{name}` filled in one go: a value may look like a slot.
std::string filled(std::string_view pattern, const core::Args& args) {
    std::string out;
    for (std::size_t at = 0; at < pattern.size();) {
        const auto fits = [&](const auto& arg) {
            return pattern.substr(at).starts_with("{" + arg.first + "}");
        };
        const auto slot = std::find_if(args.begin(), args.end(), fits);
        if (slot == args.end()) {
            out += pattern[at++];
        } else {
            out += slot->second;
            at += slot->first.size() + 2;
        }
    }
    return out;
}

}  // namespace

void refuse_if_there(const std::filesystem::path& path) {
    std::error_code error;
    if (std::filesystem::exists(path, error)) {
        throw Error(Kind::usage, Code::already_there, {{"path", path.string()}});
    }
}

void make_show(const Session& session, NewShow wanted) {
    const std::filesystem::path folder = wanted.folder;
    refuse_if_there(folder / "show.toml");
    require_all(wanted);
    if (wanted.address.back() != '/') wanted.address += '/';
    const auto word = [&](Code code) { return session.words(code, {}); };
    const std::string year = core::show_minute(session.now, "Asia/Tokyo").substr(0, 4);
    const core::Args args = {{"about", word(Code::word_about_show)},
                             {"title", model::toml_string(wanted.title)},
                             {"description", model::toml_string(word(Code::word_description))},
                             {"author", model::toml_string(wanted.author)},
                             {"email", model::toml_string(wanted.email)},
                             {"copyright", model::toml_string("© " + year + " " + wanted.author)},
                             {"guid", guid_of(wanted)},
                             {"guid_note", word(Code::word_never_change)},
                             {"address", model::toml_string(wanted.address)},
                             {"cover_note", word(Code::word_plain_cover)}};
    const core::Folder made = core::Folder::make(folder);
    made.write(core::InnerPath("assets/cover.png"), av::plain_png(1400, 0x1d, 0x35, 0x57));
    made.write(core::InnerPath(".gitignore"), gitignore);
    made.write(core::InnerPath(".gitattributes"), gitattributes);
    made.write(core::InnerPath("show.toml"), filled(show_toml, args));
}

MadeEpisode make_episode(const Session& session, const NewEpisode& wanted) {
    const model::LoadedShow loaded = model::load_show(session.show_folder());
    if (!model::is_slug(wanted.slug)) {
        throw Error(Kind::usage, Code::bad_folder_name,
                    {{"found", wanted.slug}, {"meant", model::propose_slug(wanted.slug)}});
    }
    const std::string date = date_of(wanted.date, loaded.show.timezone, session.now);
    const std::string name = date.substr(0, 10) + "-" + wanted.slug;
    refuse_if_there(loaded.show.folder / "episodes" / name);
    const auto word = [&](Code code) { return session.words(code, {}); };
    const auto either = [&](const std::string& given, Code otherwise) {
        return model::toml_string(given.empty() ? word(otherwise) : given);
    };
    const std::string recording = recording_name(wanted.audio);
    const core::Args args = {{"about", word(Code::word_about_episode)},
                             {"title", either(wanted.title, Code::word_title)},
                             {"date", date},
                             {"audio", model::toml_string(recording)},
                             {"audio_note", word(Code::word_sound_formats)},
                             {"question", either(wanted.question, Code::word_question)},
                             {"music_note", word(Code::word_whose_music)},
                             {"guests_note", word(Code::word_guests_agreed)}};
    const core::Folder made = core::Folder(loaded.show.folder).make(core::InnerPath("episodes/" + name));
    if (!wanted.audio.empty()) core::copy_file(wanted.audio, made.path() / recording);
    made.write(core::InnerPath("notes.md"), "");
    made.write(core::InnerPath("episode.toml"), filled(episode_toml, args));
    return {"episodes/" + name, recording};
}

MadeWorkflow make_workflow(const Session& session, const std::string& service) {
    const std::string path = service == "github" ? ".github/workflows/radio.yml" : ".gitlab-ci.yml";
    refuse_if_there(session.show_folder() / path);
    const std::filesystem::path package = package_of(session.show_folder());
    const std::string name = package.filename().string();
    std::string workflow = service == "github" ? github_workflow : gitlab_workflow;
    replace_all(workflow, "{package}", name);
    replace_all(workflow, "{sha256}", core::sha256_file(package));
    core::Folder(session.show_folder()).write(core::InnerPath(path), workflow);
    return {path, name};
}

std::string make_slack_manifest(const Session& session) {
    constexpr std::string_view placeholder = "\"cityfm radio\"";
    constexpr std::size_t most_name = 35;  // docs.slack.dev/reference/app-manifest
    std::string path = "slack-manifest.yml";
    refuse_if_there(session.show_folder() / path);
    const std::string title = model::load_show(session.show_folder()).show.title;
    const std::string name = core::to_line(text::cut(text::one_line(title), most_name, text::utf16_units));
    std::string manifest = slack_manifest;
    replace_all(manifest, placeholder, name);
    core::Folder(session.show_folder()).write(core::InnerPath(path), manifest);
    return path;
}

}  // namespace cityfm::app
