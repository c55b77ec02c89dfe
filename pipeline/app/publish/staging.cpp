// SPDX-License-Identifier: MIT
#include "pipeline/app/publish/staging.h"

#include <algorithm>

#include "pipeline/app/publish/former_pictures.h"
#include "pipeline/app/show/load.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/folder.h"
#include "pipeline/media/artwork.h"
#include "pipeline/model/public_names.h"

namespace cityfm::app {
namespace {

using publish::FileClass;

/// Fills `public/` and remembers what was put there.
class Stager {
  public:
    Stager(const model::Show& show, production::Builder& builder, Writing writing)
        : show_(show), folder_(show.folder), builder_(builder), writes_(writing == Writing::yes) {}

    void add_episode(const model::Episode& episode) {
        if (writes_) builder_.published().stage(*episode.release);
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
    const std::vector<ShowFeed>& assemble(const std::vector<std::vector<rss::Item>>& kept) {
        const std::string cover = describe_cover(show_, keep_);
        if (!cover.empty()) {
            const std::string small = thumbnail(show_.cover, "cover");
            for (auto& [folder, addresses] : staged_.addresses) {
                if (addresses.picture.empty()) show_picture(addresses, small);
            }
        }
        staged_.feeds = feeds_of(show_, episodes_, cover, kept);
        staged_.keeps_items =
            std::any_of(kept.begin(), kept.end(), [](const auto& items) { return !items.empty(); });
        return staged_.feeds;
    }

    Staged finish(const std::vector<FeedFile>& files) {
        for (const FeedFile& file : files) {
            write(
                {file.path, FileClass::feed, core::sha256(file.content), file.content.size(), file.type, {}},
                file.content);
        }
        if (!writes_) return std::move(staged_);
        remove_former_pages();
        remove_positions();
        for (const model::Episode* episode : left_out_) remove_files_of(*episode);
        return std::move(staged_);
    }

  private:
    void add(publish::PublishedFile file) {
        file.cache = publish::cache_control(file.file_class);
        staged_.files.push_back(std::move(file));
    }

    void write(const publish::PublishedFile& file, const std::string& bytes) {
        if (writes_) public_folder().write_if_changed(core::PublicPath(file.path), bytes);
        add(file);
    }

    /// Puts it there in both sizes for lists and posts, and gives the path of the larger one.
    std::string thumbnail(const std::string& path, const std::string& stem) {
        const auto put = [&](const media::PictureSize& size) {
            const std::string bytes = builder_.pictures().scaled(path, size);
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

    core::Folder public_folder() const { return folder_.make(core::InnerPath("public")); }

    /// The names in a folder below `public/`, which need not be there.
    static std::vector<std::string> names_in(const core::Folder& all, const std::string& folder) {
        if (folder.empty()) return all.entries();
        const auto found = all.find(core::PublicPath(folder));
        return found ? found->entries() : std::vector<std::string>();
    }

    void remove_former_pages() {
        const core::Folder all = public_folder();
        for (const model::FeedSettings& feed : show_.feeds) {
            const std::string folder = std::filesystem::path(feed.path).parent_path().generic_string();
            for (const std::string& name : names_in(all, folder)) {
                const std::string path = (std::filesystem::path(folder) / name).generic_string();
                if (is_former_page(staged_.feeds, path)) all.remove(core::PublicPath(path));
            }
        }
    }

    /// Pictures of older versions that say where they were taken.
    void remove_positions() {
        const core::Folder all = public_folder();
        std::map<std::string, publish::RemoteFile> listing;
        for (const std::string& name : names_in(all, "media")) {
            if (!core::hidden_name_in(name).empty()) continue;
            const core::PublicPath path("media/" + name);
            if (const auto file = all.find_own(path)) listing[path.text()].bytes = file->state().bytes;
        }
        const auto read = [&](const std::string& path) {
            return all.read(core::PublicPath(path), media::most_artwork_bytes);
        };
        for (const std::string& path : pictures_with_position(staged_.files, listing, read)) {
            all.remove(core::PublicPath(path));
            staged_.remarks.push_back(
                {core::Severity::warning, core::Code::position_removed, {}, {{"path", "public/" + path}}});
        }
    }

    void remove_files_of(const model::Episode& episode) {
        if (episode.release) builder_.published().unstage(*episode.release);
        const core::Folder all = public_folder();
        for (const std::string& name : names_in(all, "media")) {
            if (model::is_media_of(name, episode.folder)) all.remove(core::PublicPath("media/" + name));
        }
    }

    const model::Show& show_;
    core::Folder folder_;
    production::Builder& builder_;
    const bool writes_;
    const KeepFile keep_ = [this](const publish::PublishedFile& file, const std::string& bytes) {
        write(file, bytes);
    };
    std::vector<const model::Episode*> left_out_;
    Staged staged_;
    std::vector<rss::FeedEpisode> episodes_;
};

/// Throws where an app would refuse one of the feeds; tells what else there is.
void require_good(const Session& session, const model::Show& show, const std::vector<FeedFile>& files) {
    const core::Findings findings = lint_files(show, files, session.now);
    if (core::has_errors(findings)) throw core::FindingsError(findings);
    tell_remarks(session, findings);
}

}  // namespace

Staged stage_public(const Session& session, const model::Show& show, production::Builder& builder,
                    Guard& guard, Writing writing) {
    Stager stager(show, builder, writing);
    for (const model::Episode& episode : show.episodes) {
        if (model::is_public(episode, session.now)) {
            stager.add_episode(episode);
        } else {
            stager.leave_out(episode);
        }
    }
    std::vector<FeedFile> files;
    const std::vector<ShowFeed>& feeds = stager.assemble(guard.kept_items());
    for (const ShowFeed& feed : feeds) {
        for (FeedFile& file : files_of(show, feed)) files.push_back(std::move(file));
    }
    require_good(session, show, files);
    if (show.targets.empty()) guard.check(feeds);
    Staged staged = stager.finish(files);
    session.observer.found(builder.published().take_damaged());
    session.observer.found(staged.remarks);
    return staged;
}

}  // namespace cityfm::app
