// SPDX-License-Identifier: MIT
#include "pipeline/cli/stage.h"

#include <optional>

#include "feeds/rss/feed.h"
#include "pipeline/av/sniff.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/file.h"
#include "pipeline/model/address.h"
#include "pipeline/text/chapters.h"
#include "pipeline/text/transcript.h"

namespace cityfm::cli {
namespace {

using publish::FileClass;

/// Fills `public/` and remembers what was put there.
class Stager {
  public:
    Stager(const model::Show& show, build::Builder& builder) : show_(show), builder_(builder) {}

    void add_episode(const model::Episode& episode) {
        builder_.stage(*episode.release);
        for (const model::Rendition& rendition : episode.release->renditions) {
            add({rendition.path, FileClass::media, rendition.sha256, rendition.bytes, rendition.type, {}});
        }
        rss::FeedEpisode given;
        given.episode = &episode;
        given.transcript = transcript_of(episode);
        given.chapters = chapters_of(episode);
        if (!episode.art.empty()) given.image = picture(episode.path_of(episode.art), episode.folder);
        announce::Addresses& addresses = staged_.addresses[episode.folder];
        addresses.listen = model::media_address(show_, model::enclosed(*episode.release).path);
        if (given.transcript) addresses.transcript = given.transcript->url;
        addresses.picture = given.image;
        staged_.episodes.push_back(&episode);
        episodes_.push_back(std::move(given));
    }

    /// What is not public any more leaves `public/` with the feed that no longer names it: its date was
    /// moved, or it was withdrawn.
    void leave_out(const model::Episode& episode) { left_out_.push_back(&episode); }

    Staged finish() {
        const std::string cover = show_.cover.empty() ? std::string() : picture(show_.cover, "cover");
        for (auto& [folder, addresses] : staged_.addresses) {
            if (addresses.picture.empty()) addresses.picture = cover;
        }
        const std::string feed = rss::write(rss::assemble(show_, episodes_, cover));
        write(show_.feed.path, feed, FileClass::feed, "application/rss+xml; charset=utf-8");
        for (const model::Episode* episode : left_out_) remove_files_of(*episode);
        return std::move(staged_);
    }

  private:
    void add(publish::PublishedFile file) {
        file.cache = publish::cache_control(file.file_class);
        staged_.files.push_back(std::move(file));
    }

    void write(const std::string& path, const std::string& content, FileClass file_class,
               const std::string& type) {
        core::write_file_if_changed(show_.folder / "public" / path, content);
        add({path, file_class, core::sha256(content), content.size(), type, {}});
    }

    /// Puts a text under a name with its content's hash and gives its address.
    rss::Resource named(const std::string& stem, const std::string& extension, const std::string& content,
                        FileClass file_class, const std::string& type) {
        const std::string path = model::media_path(stem, core::sha256(content), extension);
        write(path, content, file_class, type);
        return {model::media_address(show_, path), type};
    }

    std::optional<rss::Resource> transcript_of(const model::Episode& episode) {
        if (episode.transcript.empty()) return std::nullopt;
        const std::string path = episode.path_of(episode.transcript);
        core::Findings findings;
        const auto cues = text::read_vtt(core::read_file(show_.folder / path), path, findings);
        return named(episode.folder, ".vtt", text::write_vtt(cues), FileClass::text, "text/vtt");
    }

    std::optional<rss::Resource> chapters_of(const model::Episode& episode) {
        if (episode.chapters.empty()) return std::nullopt;
        return named(episode.folder, ".json", text::chapters_json(episode.chapters), FileClass::text,
                     "application/json+chapters");
    }

    std::string picture(const std::string& path, const std::string& stem) {
        const std::string content = core::read_file(show_.folder / path);
        const bool png = av::sniff_picture(content) == "png";
        return named(stem, png ? ".png" : ".jpg", content, FileClass::image, png ? "image/png" : "image/jpeg")
            .url;
    }

    void remove_files_of(const model::Episode& episode) {
        if (episode.release) builder_.unstage(*episode.release);
        std::error_code error;
        std::vector<std::filesystem::path> found;
        for (const auto& entry : std::filesystem::directory_iterator(show_.folder / "public/media", error)) {
            if (model::is_media_of(entry.path().filename().string(), episode.folder))
                found.push_back(entry.path());
        }
        for (const std::filesystem::path& path : found) core::remove_file(path);
    }

    const model::Show& show_;
    build::Builder& builder_;
    std::vector<const model::Episode*> left_out_;
    Staged staged_;
    std::vector<rss::FeedEpisode> episodes_;
};

}  // namespace

Staged stage_public(const model::Show& show, core::Instant now, build::Builder& builder) {
    Stager stager(show, builder);
    for (const model::Episode& episode : show.episodes) {
        if (model::is_public(episode, now)) {
            stager.add_episode(episode);
        } else {
            stager.leave_out(episode);
        }
    }
    return stager.finish();
}

}  // namespace cityfm::cli
