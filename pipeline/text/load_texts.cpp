// SPDX-License-Identifier: MIT
#include "pipeline/text/load_texts.h"

#include <optional>
#include <utility>

#include "pipeline/core/error.h"
#include "pipeline/core/folder.h"
#include "pipeline/core/format.h"
#include "pipeline/text/chapters.h"
#include "pipeline/text/transcript.h"

namespace cityfm::text {
namespace {

/// The bytes of a file that an episode's `key` names, or why they cannot be had as a finding there. What went
/// wrong with the disk is thrown.
std::optional<std::string> read_named(const core::Folder& folder, const model::Episode& episode,
                                      const std::string& file, const std::string& key,
                                      core::Findings& findings) {
    constexpr std::uintmax_t most_bytes = 16U << 20U;
    const std::string path = episode.path_of(file);
    const auto find = [&](core::Code code, core::Args args) {
        findings.push_back({core::Severity::error, code, episode.place(key), std::move(args)});
        return std::nullopt;
    };
    try {
        const auto opened = folder.find_file(core::ShowPath(path));
        if (!opened) return find(core::Code::file_missing, {{"path", path}});
        return opened->read(most_bytes);
    } catch (const core::Error& wrong) {
        switch (wrong.code) {
            case core::Code::path_leaves_show:
            case core::Code::path_hidden:
                return find(wrong.code, {{"key", key}, {"found", core::arg(wrong.args, "found")}});
            case core::Code::no_permission:
                return find(wrong.code, {{"path", path}, {"reason", core::arg(wrong.args, "reason")}});
            case core::Code::not_a_plain_file:
                return find(wrong.code, {{"path", path}});
            case core::Code::file_too_large:
                return find(wrong.code, {{"path", path}, {"most", std::to_string(most_bytes)}});
            default:
                throw;
        }
    }
}

void load_chapters(const core::Folder& folder, model::Episode& episode, core::Findings& findings) {
    const auto bytes = read_named(folder, episode, episode.chapters_file, "chapters", findings);
    if (!bytes) return;
    const std::string path = episode.path_of(episode.chapters_file);
    for (PlacedChapter& placed : read_chapters(*bytes, path, findings)) {
        episode.places[core::format("chapters.{}.start", episode.chapters.size())] = {path, placed.line, 0};
        episode.chapters.push_back(std::move(placed.chapter));
    }
}

}  // namespace

void load_texts(model::LoadedShow& loaded) {
    const core::Folder folder(loaded.show.folder);
    for (model::Episode& episode : loaded.show.episodes) {
        if (!episode.chapters_file.empty()) load_chapters(folder, episode, loaded.findings);
        if (episode.transcript.empty()) continue;
        const auto bytes = read_named(folder, episode, episode.transcript, "transcript", loaded.findings);
        if (!bytes) continue;
        episode.cues =
            read_transcript(*bytes, episode.path_of(episode.transcript), loaded.show.people, loaded.findings);
    }
}

}  // namespace cityfm::text
