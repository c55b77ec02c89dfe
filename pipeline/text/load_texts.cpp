// SPDX-License-Identifier: MIT
#include "pipeline/text/load_texts.h"

#include <optional>
#include <utility>

#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/core/format.h"
#include "pipeline/text/chapters.h"
#include "pipeline/text/transcript.h"

namespace cityfm::text {
namespace {

/// The bytes of a file that an episode's `key` names, or why they cannot be had as a finding there.
std::optional<std::string> read_named(const model::Show& show, const model::Episode& episode,
                                      const std::string& file, const std::string& key,
                                      core::Findings& findings) {
    constexpr std::uintmax_t most_bytes = 16U << 20U;
    const std::string path = episode.path_of(file);
    std::error_code error;
    if (!std::filesystem::is_regular_file(show.folder / path, error)) {
        findings.push_back(
            {core::Severity::error, core::Code::file_missing, episode.place(key), {{"path", path}}});
        return std::nullopt;
    }
    try {
        return core::read_file(show.folder / path, most_bytes);
    } catch (const core::Error& wrong) {
        if (wrong.code != core::Code::no_permission && wrong.code != core::Code::file_too_large) throw;
        core::Args args = wrong.args;
        for (auto& [name, value] : args) {
            if (name == "path") value = path;
        }
        findings.push_back({core::Severity::error, wrong.code, episode.place(key), std::move(args)});
        return std::nullopt;
    }
}

void load_chapters(const model::Show& show, model::Episode& episode, core::Findings& findings) {
    const auto bytes = read_named(show, episode, episode.chapters_file, "chapters", findings);
    if (!bytes) return;
    const std::string path = episode.path_of(episode.chapters_file);
    for (PlacedChapter& placed : read_chapters(*bytes, path, findings)) {
        episode.places[core::format("chapters.{}.start", episode.chapters.size())] = {path, placed.line, 0};
        episode.chapters.push_back(std::move(placed.chapter));
    }
}

}  // namespace

void load_texts(model::LoadedShow& loaded) {
    for (model::Episode& episode : loaded.show.episodes) {
        if (!episode.chapters_file.empty()) load_chapters(loaded.show, episode, loaded.findings);
        if (episode.transcript.empty()) continue;
        const auto bytes =
            read_named(loaded.show, episode, episode.transcript, "transcript", loaded.findings);
        if (!bytes) continue;
        episode.cues =
            read_transcript(*bytes, episode.path_of(episode.transcript), loaded.show.people, loaded.findings);
    }
}

}  // namespace cityfm::text
