// SPDX-License-Identifier: MIT
#include "pipeline/cli/stage.h"

#include "feeds/rss/feed.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/file.h"
#include "pipeline/media/artwork.h"
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
        given.transcripts = transcripts_of(episode);
        add_chapters(episode, given);
        announce::Addresses& addresses = staged_.addresses[episode.folder];
        if (!episode.art.empty()) {
            const std::string art = episode.path_of(episode.art);
            given.image = picture(art, episode.folder);
            addresses.picture = thumbnail(art, episode.folder);
        }
        addresses.listen = model::media_address(show_, model::enclosed(*episode.release).path);
        if (!given.transcripts.empty()) addresses.transcript = given.transcripts.front().url;
        staged_.episodes.push_back(&episode);
        episodes_.push_back(std::move(given));
    }

    /// What is not public any more leaves `public/` with the feed that no longer names it: its date was
    /// moved, or it was withdrawn.
    void leave_out(const model::Episode& episode) { left_out_.push_back(&episode); }

    Staged finish() {
        std::string cover;
        if (!show_.cover.empty()) {
            cover = picture(show_.cover, "cover");
            const std::string small = thumbnail(show_.cover, "cover");
            for (auto& [folder, addresses] : staged_.addresses) {
                if (addresses.picture.empty()) addresses.picture = small;
            }
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

    /// The forms that apps read, the one that all of them do first.
    std::vector<rss::Resource> transcripts_of(const model::Episode& episode) {
        if (episode.cues.empty()) return {};
        const auto put = [&](const char* extension, const std::string& content, const char* type) {
            return named(episode.folder, extension, content, FileClass::text, type);
        };
        return {put(".vtt", text::write_vtt(episode.cues), "text/vtt"),
                put(".srt", text::write_srt(episode.cues), "application/x-subrip"),
                put(".json", text::write_transcript_json(episode.cues), "application/json")};
    }

    void add_chapters(const model::Episode& episode, rss::FeedEpisode& given) {
        if (episode.chapters.empty()) return;
        given.chapter_list = episode.chapters;
        for (model::Chapter& chapter : given.chapter_list) {
            if (!chapter.art.empty()) chapter.image = picture(episode.path_of(chapter.art), episode.folder);
        }
        given.chapters = named(episode.folder, ".json", text::chapters_json(given.chapter_list),
                               FileClass::text, "application/json+chapters");
    }

    /// Puts a picture there whole and gives its address.
    std::string picture(const std::string& path, const std::string& stem) {
        const media::WholePicture whole = media::whole(show_.folder / path);
        return named(stem, whole.extension, whole.bytes, FileClass::image, whole.type).url;
    }

    /// Puts it there in both sizes for lists and posts, and gives the address of the larger one.
    std::string thumbnail(const std::string& path, const std::string& stem) {
        const auto put = [&](const media::PictureSize& size) {
            return named(stem, ".jpg", builder_.scaled_picture(path, size), FileClass::image, "image/jpeg")
                .url;
        };
        put(media::small_thumbnail);
        return put(media::large_thumbnail);
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
