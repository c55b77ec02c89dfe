// SPDX-License-Identifier: MIT
#include "pipeline/production/specify.h"

#include <algorithm>

#include "pipeline/core/error.h"
#include "pipeline/model/public_names.h"
#include "pipeline/production/public_folder.h"

namespace cityfm::production {
namespace {

/// The entry with that id. Throws `unexpected`: a plan names what there is.
template <class List>
const auto& with_id(const List& list, const std::string& id) {
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const auto& entry) { return entry.id == id; });
    if (found != list.end()) return *found;
    throw core::Error(core::Kind::failed, core::Code::unexpected, {{"reason", "rendition " + id}});
}

/// Where a released file may be had: at the public addresses of the releases that name it, or where an import
/// has found it.
std::vector<std::string> addresses_of(const model::Show& show, const std::string& sha256) {
    std::vector<std::string> addresses;
    const auto add = [&](const std::string& url) {
        const bool known = std::find(addresses.begin(), addresses.end(), url) != addresses.end();
        if (!url.empty() && !known) addresses.push_back(url);
    };
    for (const model::Episode& episode : show.episodes) {
        if (!episode.release) continue;
        for (const model::Rendition& rendition : episode.release->renditions) {
            if (rendition.sha256 != sha256 || rendition.is_elsewhere()) continue;
            add(model::media_address(show, rendition.path));
            add(rendition.origin);
        }
    }
    return addresses;
}

/// Specifies the steps of one episode.
class Specifier {
  public:
    Specifier(const Candidate& candidate, const Sources& sources)
        : episode_(*candidate.episode), preset_(candidate.preset), sources_(sources) {
        if (const auto recordings = recordings_of(episode_, sources.digests))
            keys_ = step_keys(*recordings, episode_.use, preset_, candidate.tags_digest);
    }

    AssembleStep assemble() const {
        std::vector<ShowFile> recordings;
        for (const std::string& input : episode_.inputs())
            recordings.push_back(file(episode_.path_of(input)));
        return {std::move(recordings),   episode_.use,
                preset_.channels,        model::is_as_recorded(preset_),
                sources_.show.max_hours, sources_.allow_damaged};
    }

    MasterStep master() const { return {keys_->assemble, master_goal(preset_)}; }

    EncodeStep encode(const Step& step) const {
        return {keys_->master,
                preset_.channels,
                with_id(preset_.renditions, step.rendition),
                {preset_.target_lufs, preset_.ceiling_dbtp, preset_.dual_mono}};
    }

    PackageStep package(const Step& step) const {
        PackageStep made;
        if (const auto encoded = encoded_for(step)) {
            made.sound = *encoded;
            made.format = with_id(preset_.renditions, step.rendition).format;
        } else {
            const model::Rendition& rendition = with_id(episode_.release->renditions, step.rendition);
            made.sound = released_file(rendition);
            made.format = rendition.format;
        }
        made.tags = media::tags_for(sources_.show, episode_);
        made.picture = file(sources_.show.picture_of(episode_));
        for (const model::Chapter& chapter : episode_.chapters)
            made.chapter_pictures.push_back(file(chapter.art.empty() ? "" : episode_.path_of(chapter.art)));
        return made;
    }

    FetchStep fetch(const Step& step) const {
        const model::Rendition& rendition = with_id(episode_.release->renditions, step.rendition);
        return {released_file(rendition), addresses_of(sources_.show, rendition.sha256)};
    }

  private:
    ShowFile file(const std::string& path) const {
        const auto known = sources_.digests.find(path);
        return known != sources_.digests.end() ? ShowFile{path, known->second} : ShowFile{path, ""};
    }

    /// The key of the sound that a package step tags; nothing where that is a released file.
    std::optional<std::string> encoded_for(const Step& step) const {
        if (!keys_) return std::nullopt;
        for (std::size_t i = 0; i < preset_.renditions.size(); ++i) {
            if (preset_.renditions[i].id == step.rendition && keys_->package[i] == step.key)
                return keys_->encode[i];
        }
        return std::nullopt;
    }

    const model::Episode& episode_;
    const model::Preset& preset_;
    const Sources& sources_;
    std::optional<StepKeys> keys_;  ///< nothing where a recording is absent
};

}  // namespace

Specification specify(const Step& step, const Candidate& candidate, const Sources& sources) {
    const Specifier of(candidate, sources);
    Specification made{step.key, step.episode, step.rendition, {}};
    switch (step.kind) {
        case StepKind::assemble:
            made.work = of.assemble();
            break;
        case StepKind::master:
            made.work = of.master();
            break;
        case StepKind::encode:
            made.work = of.encode(step);
            break;
        case StepKind::package:
            made.work = of.package(step);
            break;
        case StepKind::fetch:
            made.work = of.fetch(step);
            break;
    }
    return made;
}

}  // namespace cityfm::production
