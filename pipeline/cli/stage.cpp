// SPDX-License-Identifier: MIT
#include "pipeline/cli/stage.h"

#include "feeds/rss/document.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file.h"
#include "pipeline/media/artwork.h"
#include "pipeline/model/address.h"

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
            if (rendition.is_elsewhere()) continue;
            add({rendition.path, FileClass::media, rendition.sha256, rendition.bytes, rendition.type, {}});
        }
        episodes_.push_back(describe(show_, episode, keep_));
        announce::Addresses& addresses = staged_.addresses[episode.folder];
        if (!episode.art.empty())
            show_picture(addresses, thumbnail(episode.path_of(episode.art), episode.folder));
        addresses.listen = model::media_address(show_, model::enclosed(*episode.release).path);
        const auto& transcripts = episodes_.back().transcripts;
        if (!transcripts.empty()) addresses.transcript = transcripts.front().url;
        staged_.episodes.push_back(&episode);
    }

    /// What is not public any more leaves `public/` with the feed that no longer names it: its date was
    /// moved, or it was withdrawn.
    void leave_out(const model::Episode& episode) { left_out_.push_back(&episode); }

    /// Puts the cover there, and assembles the feeds, which are not written yet.
    const std::vector<ShowFeed>& assemble() {
        const std::string cover = describe_cover(show_, keep_);
        if (!cover.empty()) {
            const std::string small = thumbnail(show_.cover, "cover");
            for (auto& [folder, addresses] : staged_.addresses) {
                if (addresses.picture.empty()) show_picture(addresses, small);
            }
        }
        staged_.feeds = feeds_of(show_, episodes_, cover);
        return staged_.feeds;
    }

    Staged finish(const std::vector<FeedFile>& files) {
        for (const FeedFile& file : files) {
            write(
                {file.path, FileClass::feed, core::sha256(file.content), file.content.size(), file.type, {}},
                file.content);
        }
        remove_former_pages();
        for (const model::Episode* episode : left_out_) remove_files_of(*episode);
        return std::move(staged_);
    }

  private:
    void add(publish::PublishedFile file) {
        file.cache = publish::cache_control(file.file_class);
        staged_.files.push_back(std::move(file));
    }

    void write(const publish::PublishedFile& file, const std::string& bytes) {
        core::write_file_if_changed(show_.folder / "public" / file.path, bytes);
        add(file);
    }

    /// Puts it there in both sizes for lists and posts, and gives the path of the larger one.
    std::string thumbnail(const std::string& path, const std::string& stem) {
        const auto put = [&](const media::PictureSize& size) {
            const std::string bytes = builder_.scaled_picture(path, size);
            keep_named(show_, keep_, stem, ".jpg", bytes, FileClass::image, "image/jpeg");
            return model::media_path(stem, core::sha256(bytes), ".jpg");
        };
        put(media::small_thumbnail);
        return put(media::large_thumbnail);
    }

    void show_picture(announce::Addresses& addresses, const std::string& path) const {
        addresses.picture = model::media_address(show_, path);
        addresses.picture_file = show_.folder / "public" / path;
    }

    void remove_former_pages() {
        const std::filesystem::path folder = show_.folder / "public";
        std::vector<std::filesystem::path> found;
        for (const model::FeedSettings& feed : show_.feeds) {
            std::error_code error;
            for (const auto& entry :
                 std::filesystem::directory_iterator((folder / feed.path).parent_path(), error)) {
                const std::string path = entry.path().lexically_relative(folder).generic_string();
                if (is_former_page(staged_.feeds, path)) found.push_back(entry.path());
            }
        }
        for (const std::filesystem::path& path : found) core::remove_file(path);
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
    const KeepFile keep_ = [this](const publish::PublishedFile& file, const std::string& bytes) {
        write(file, bytes);
    };
    std::vector<const model::Episode*> left_out_;
    Staged staged_;
    std::vector<rss::FeedEpisode> episodes_;
};

/// A file that an earlier run left in `public/`.
std::optional<std::string> read_public(const model::Show& show, const std::string& path) {
    const std::filesystem::path file = show.folder / "public" / path;
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error)) return std::nullopt;
    return core::read_file(file, rss::most_feed_bytes);
}

/// Throws where an app would refuse one of the feeds; tells what else there is.
void require_good(Session& session, const model::Show& show, const std::vector<FeedFile>& files) {
    const core::Findings findings = lint_files(show, files, session.now);
    if (core::has_errors(findings)) throw core::FindingsError(findings);
    for (const core::Finding& finding : findings) {
        if (finding.severity == core::Severity::warning || session.terminal.verbose())
            session.terminal.show(finding);
    }
}

}  // namespace

Staged stage_public(Session& session, const model::Show& show, build::Builder& builder,
                    const StageOptions& options) {
    Stager stager(show, builder);
    for (const model::Episode& episode : show.episodes) {
        if (model::is_public(episode, session.now)) {
            stager.add_episode(episode);
        } else {
            stager.leave_out(episode);
        }
    }
    std::vector<FeedFile> files;
    const std::vector<ShowFeed>& feeds = stager.assemble();
    for (const ShowFeed& feed : feeds) {
        for (FeedFile& file : files_of(show, feed)) files.push_back(std::move(file));
    }
    require_good(session, show, files);
    if (show.targets.empty()) {
        guard_feeds(
            session, feeds, [&](const std::string& path) { return read_public(show, path); },
            allowed_guids(show, options.without), options.ask);
    }
    return stager.finish(files);
}

}  // namespace cityfm::cli
