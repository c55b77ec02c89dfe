// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "pipeline/core/finding.h"
#include "pipeline/model/show.h"
#include "tests/support/files.h"

namespace cityfm::tests {

using Lines = std::vector<std::string>;

/// The smallest show.toml without a fault: seven lines, so that whatever a test adds stands on the eighth.
inline const std::string show_toml =
    "title = \"FMリモート市役所\"\n"
    "description = \"町の声\"\n"
    "author = \"市役所\"\n"
    "address = \"https://radio.example.jp/\"\n"
    "categories = [[\"Government\"]]\n"
    "cover = \"assets/cover.png\"\n"
    "guid = \"3584cbd5-094e-5c08-9df4-e588987d11dd\"\n";

/// The smallest episode.toml without a fault, of four lines.
inline const std::string episode_toml =
    "title = \"ラーメン\"\n"
    "date = 2026-11-22T20:00:00+09:00\n"
    "audio = \"voice.m4a\"\n"
    "question = \"どこ？\"\n";

/// A finding on one line: `show.toml:8:1 error unknown-key key=titel meant=title`.
inline std::string shown(const core::Finding& finding) {
    const core::Place& where = finding.where;
    std::string line = where.file + ":" + std::to_string(where.line) + ":" + std::to_string(where.column) +
                       " " + std::string(core::name_of(finding.severity)) + " " +
                       std::string(core::name_of(finding.code));
    for (const auto& [name, value] : finding.args) line += " " + name + "=" + value;
    return line;
}

inline Lines shown(const core::Findings& findings) {
    Lines lines;
    for (const core::Finding& finding : findings) lines.push_back(shown(finding));
    return lines;
}

/// The findings of loading a show of that show.toml and, where it is not empty, that one episode.
inline core::Findings findings_of(const std::string& show, const std::string& episode = {}) {
    const TempFolder folder;
    write(folder / "show.toml", show);
    if (!episode.empty()) write(folder / "episodes/ramen/episode.toml", episode);
    core::Findings findings = model::load_show(folder.path()).findings;
    core::sort(findings);
    return findings;
}

/// What is found about lines added to the faultless show.toml.
inline Lines in_show(const std::string& added) {
    return shown(findings_of(show_toml + added));
}

/// What is found about lines added to the faultless episode.toml.
inline Lines in_episode(const std::string& added) {
    return shown(findings_of(show_toml, episode_toml + added));
}

/// A show in memory that `check` finds nothing about but that it has no episodes.
inline model::Show faultless_show() {
    model::Show show;
    show.title = "FMリモート市役所";
    show.description = "町の声";
    show.author = "市役所";
    show.address = show.media_address = show.link = "https://radio.example.jp/";
    show.guid = "3584cbd5-094e-5c08-9df4-e588987d11dd";
    show.categories = {{"Government"}};
    show.cover = "assets/cover.png";
    return show;
}

/// An episode in memory that `check` finds nothing about.
inline model::Episode faultless_episode(const std::string& folder = "ramen") {
    model::Episode episode;
    episode.folder = folder;
    episode.title = "ラーメン";
    episode.audio = "voice.m4a";
    episode.question = "どこ？";
    episode.rights = {"なし", "全員が同意"};
    return episode;
}

/// A channel of a kind with nothing else set, at a line of show.toml.
inline model::Channel sample_channel(const std::string& id, const std::string& type, int line) {
    model::Channel channel;
    channel.id = id;
    channel.type = type;
    channel.place = {"show.toml", line, 1};
    return channel;
}

}  // namespace cityfm::tests
