// SPDX-License-Identifier: MIT
#include "pipeline/build/gather.h"

#include <algorithm>
#include <utility>

#include "pipeline/audio/probe.h"
#include "pipeline/core/shell.h"
#include "pipeline/media/artwork.h"
#include "pipeline/model/check.h"
#include "pipeline/text/load_texts.h"

namespace cityfm::build {
namespace {

/// GitHub refuses a push that holds a larger file.
constexpr std::uintmax_t most_git_bytes = 100 << 20;

/// True when the show lies in a work tree, nothing ignores the file, and Git LFS does not take it.
bool enters_git(const std::filesystem::path& show, const std::string& path) {
    const std::string file = core::shell_quoted(path);
    return core::run_shell(
               "exec 2>/dev/null; git rev-parse --is-inside-work-tree >/dev/null && "
               "! git check-ignore --quiet -- " +
                   file +
                   " && "
                   "! git check-attr filter -- " +
                   file + " | grep -q ': filter: lfs$'",
               show) == 0;
}

/// A link out of the show would publish whatever it points to. Recordings alone may lie elsewhere: only their
/// sound goes on.
void refuse_link_outside(const model::Show& show, const std::string& path, const std::string& key,
                         const core::Place& place, core::Findings& findings) {
    std::error_code error;
    const std::filesystem::path real = std::filesystem::weakly_canonical(show.folder / path, error);
    const std::filesystem::path home = std::filesystem::canonical(show.folder, error);
    const std::filesystem::path inside = real.lexically_relative(home);
    if (error || (!inside.empty() && *inside.begin() != "..")) return;
    findings.push_back(
        {core::Severity::error, core::Code::path_leaves_show, place, {{"key", key}, {"found", path}}});
}

/// True for what is only missing because what was there could not be read, and was told.
bool follows_from(const model::LoadedShow& loaded, const core::Finding& missing) {
    const auto told = [&](const auto& which) {
        return std::any_of(loaded.findings.begin(), loaded.findings.end(), which);
    };
    switch (missing.code) {
        case core::Code::unknown_person:
            return loaded.show.places.empty();
        case core::Code::no_episodes:
            return told([](const core::Finding& f) { return f.where.file.starts_with("episodes/"); });
        case core::Code::no_audio:
            return told([&](const core::Finding& f) {
                return f.code == core::Code::path_leaves_show && f.where.file == missing.where.file &&
                       core::arg(f.args, "key") == "audio";
            });
        default:
            return false;
    }
}

/// Looks at every file that the show names. Findings are about where they lie.
model::Facts gather_facts(const model::Show& show, core::Findings& findings) {
    model::Facts facts;
    if (!show.cover.empty()) facts.images[show.cover] = media::inspect_artwork(show.folder / show.cover);
    if (!show.cover.empty()) refuse_link_outside(show, show.cover, "cover", show.place("cover"), findings);
    for (const model::Episode& episode : show.episodes) {
        const auto refuse = [&](const std::string& file, const std::string& key) {
            if (!file.empty())
                refuse_link_outside(show, episode.path_of(file), key, episode.place(key), findings);
        };
        refuse("notes.md", "notes.md");
        refuse(episode.transcript, "transcript");
        refuse(episode.chapters_file, "chapters");
        refuse(episode.art, "art");
        if (!episode.audio.empty()) {
            const std::string path = episode.path_of(episode.audio);
            model::SoundFacts sound = audio::probe_sound(show.folder / path);
            sound.enters_git = sound.bytes > most_git_bytes && enters_git(show.folder, path);
            facts.sounds[path] = std::move(sound);
        }
        if (!episode.art.empty()) {
            const std::string path = episode.path_of(episode.art);
            facts.images[path] = media::inspect_artwork(show.folder / path);
        }
        for (const model::Chapter& chapter : episode.chapters) {
            if (chapter.art.empty()) continue;
            const std::string path = episode.path_of(chapter.art);
            refuse_link_outside(show, path, "art", episode.place("chapters"), findings);
            facts.images[path] = media::inspect_artwork(show.folder / path);
        }
    }
    return facts;
}

}  // namespace

model::LoadedShow load_and_check(const std::filesystem::path& folder) {
    model::LoadedShow loaded = model::load_show(folder);
    text::load_texts(loaded);
    core::Findings findings = loaded.findings;
    const model::Facts facts = gather_facts(loaded.show, findings);
    core::Findings checked = model::check(loaded.show, facts);
    std::erase_if(checked, [&](const core::Finding& f) { return follows_from(loaded, f); });
    findings.insert(findings.end(), checked.begin(), checked.end());
    core::sort(findings);
    loaded.findings = std::move(findings);
    return loaded;
}

}  // namespace cityfm::build
