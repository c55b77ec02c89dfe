// SPDX-License-Identifier: MIT
#include "pipeline/production/gather.h"

#include <algorithm>
#include <utility>

#include "pipeline/audio/listen/probe.h"
#include "pipeline/core/error.h"
#include "pipeline/core/folder.h"
#include "pipeline/core/shell.h"
#include "pipeline/media/artwork.h"
#include "pipeline/model/check.h"
#include "pipeline/model/recording_length.h"
#include "pipeline/production/surveys.h"
#include "pipeline/text/load_texts.h"

namespace cityfm::production {
namespace {

/// GitHub refuses a push that holds a larger file.
constexpr std::uintmax_t most_git_bytes = 100 << 20;

/// True when the show lies in a work tree, nothing ignores the file, and Git LFS does not take it.
bool enters_git(const std::filesystem::path& show, const std::string& path) {
    const std::string file = core::shell_quoted(path);
    return core::ask_git("git rev-parse --is-inside-work-tree >/dev/null && ! git check-ignore --quiet -- " +
                             file + " && ! git check-attr filter -- " + file + " | grep -q ': filter: lfs$'",
                         show) == 0;
}

/// Looks at a picture as it would be published: a link out of the show leads nowhere.
model::ImageFacts look_at(const core::Folder& folder, const std::string& path, const std::string& key) {
    try {
        const auto file = folder.find_file(core::ShowPath(path));
        if (file) return media::inspect_artwork(file->read(media::most_artwork_bytes));
        model::ImageFacts facts;
        facts.problem = core::Code::file_missing;
        return facts;
    } catch (const core::Error& error) {
        model::ImageFacts facts;
        facts.problem = error.code;
        facts.problem_args = {{"key", key}, {"found", path}, {"reason", core::arg(error.args, "reason")}};
        return facts;
    }
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

/// Looks at every file that the show names.
model::Facts gather_facts(const model::Show& show) {
    model::Facts facts;
    const core::Folder folder(show.folder);
    const auto look = [&](const std::string& path, const std::string& key) {
        if (!path.empty()) facts.images[path] = look_at(folder, path, key);
    };
    look(show.cover, "cover");
    for (const model::Episode& episode : show.episodes) {
        for (const std::string& input : episode.inputs()) {
            const std::string path = episode.path_of(input);
            // A recording may be a link to anywhere: only its sound goes on.
            model::SoundFacts sound =
                audio::probe_sound(show.folder / core::ShowPath(path).text(), episode.use.track);
            sound.enters_git = sound.bytes > most_git_bytes && enters_git(show.folder, path);
            facts.sounds[path] = std::move(sound);
        }
        if (!episode.art.empty()) look(episode.path_of(episode.art), "art");
        for (const model::Chapter& chapter : episode.chapters) {
            if (!chapter.art.empty()) look(episode.path_of(chapter.art), "art");
        }
    }
    return facts;
}

/// True for a recording of which something is still to be made, or made anew.
bool is_to_be_made(const model::Episode& episode, const std::string& input, const std::string& sha256) {
    if (!episode.release) return true;
    const auto released = episode.release->inputs.find(input);
    return released != episode.release->inputs.end() &&
           (released->second != sha256 || episode.release->use != episode.use);
}

/// Listens to recordings of which nothing is made yet.
class Listener {
  public:
    Listener(const model::Show& show, const Ears* ears)
        : show_(show), store_(core::Folder(show.folder)), ears_(ears) {}

    /// What is heard in a recording of an episode; nothing where nobody may listen and nothing is known. What
    /// is damaged ends a build, not a check.
    core::Findings hear(const model::Episode& episode, const std::string& input,
                        const model::Preset& preset) {
        const std::string path = episode.path_of(input);
        const std::filesystem::path file = show_.folder / core::ShowPath(path).text();
        const std::string sha256 = store_.digest(core::PlainFile(file));
        if (!is_to_be_made(episode, input, sha256)) return {};
        auto survey = known_survey(store_, sha256, episode.use.track);
        if (!survey && ears_ == nullptr) return {};
        if (!survey) {
            const audio::Job job{pool_, ears_->stop, ears_->on_fraction_of(path)};
            survey = survey_of(store_, sha256, file, episode.use.track, job);
        }
        core::Findings findings = audio::findings_in(path, *survey, use_of(preset, episode.use));
        for (core::Finding& finding : findings) {
            const bool is_key = finding.code == core::Code::fix_needs_two_channels;
            if (!is_key) finding.severity = std::min(finding.severity, core::Severity::warning);
            finding.where = episode.place(is_key ? "fix" : "audio");
        }
        return findings;
    }

  private:
    const model::Show& show_;
    Store store_;
    const Ears* ears_;
    core::ThreadPool pool_{1};
};

/// Listens as far as `ears` may; without them only what is known counts.
core::Findings listen(const model::Show& show, const model::Facts& facts, const Ears* ears) {
    core::Findings findings;
    Listener listener(show, ears);
    for (const model::Episode& episode : show.episodes) {
        core::Findings ignored;
        const auto preset = model::load_preset(show.folder, model::preset_name(show, episode), ignored);
        for (const std::string& input : episode.inputs()) {
            const auto seen = facts.sounds.find(episode.path_of(input));
            if (!preset || seen == facts.sounds.end() || seen->second.problem) continue;
            if (seen->second.duration_seconds > model::MostLength{show.max_hours}.seconds()) continue;
            try {
                const core::Findings heard = listener.hear(episode, input, *preset);
                findings.insert(findings.end(), heard.begin(), heard.end());
            } catch (const core::Error& error) {
                if (error.kind == core::Kind::interrupted) throw;
                findings.push_back({core::Severity::error, error.code, episode.place("audio"), error.args});
            }
        }
    }
    return findings;
}

}  // namespace

model::LoadedShow load_and_check(const std::filesystem::path& folder, const Ears* ears) {
    model::LoadedShow loaded = model::load_show(folder);
    text::load_texts(loaded);
    core::Findings findings = loaded.findings;
    const model::Facts facts = gather_facts(loaded.show);
    core::Findings checked = model::check(loaded.show, facts);
    std::erase_if(checked, [&](const core::Finding& f) { return follows_from(loaded, f); });
    findings.insert(findings.end(), checked.begin(), checked.end());
    const core::Findings heard = listen(loaded.show, facts, ears);
    findings.insert(findings.end(), heard.begin(), heard.end());
    core::sort(findings);
    loaded.findings = std::move(findings);
    return loaded;
}

}  // namespace cityfm::production
