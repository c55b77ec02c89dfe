// SPDX-License-Identifier: MIT
#include "pipeline/core/digest.h"
#include "pipeline/core/file.h"
#include "pipeline/core/sweep.h"
#include "pipeline/production/builder.h"

namespace cityfm::production {

using core::Code;

bool Builder::at_hand(const model::Rendition& rendition) const {
    return store_.has_object(rendition.sha256) || public_file(rendition);
}

std::optional<core::PlainFile> Builder::public_file(const model::Rendition& rendition) const {
    if (rendition.is_elsewhere()) return std::nullopt;
    const auto folder = folder_.find(core::InnerPath("public"));
    auto file = folder ? folder->find_own(core::PublicPath(rendition.path)) : std::nullopt;
    if (!file || file->state().bytes != rendition.bytes || !store_.holds(*file, rendition.sha256))
        return std::nullopt;
    return file;
}

core::PlainFile Builder::open_rendition(const model::Rendition& rendition) const {
    if (auto file = public_file(rendition)) return std::move(*file);
    return store_.open_object(rendition.sha256);
}

namespace {

/// True for a file that holds what its own name says, whatever a release says of it: that one is wrong then,
/// and the file may be another episode's.
bool is_as_named(const core::Folder& folder, const core::PublicPath& path) {
    constexpr std::size_t digits = 12;
    const auto file = folder.find_own(path);
    if (!file) return false;
    return path.text().find("-" + core::sha256_file(*file).substr(0, digits) + ".") != std::string::npos;
}

}  // namespace

void Builder::drop_damaged(const model::Rendition& rendition) {
    if (rendition.is_elsewhere()) return;
    const auto tell = [&](const std::string& path) {
        damaged_.push_back({core::Severity::warning, Code::object_damaged, {}, {{"path", path}}});
    };
    if (store_.drop_if_damaged(rendition.sha256))
        tell(".cityfm/store/objects/" + rendition.sha256.substr(0, 2) + "/" + rendition.sha256);
    const auto folder = folder_.find(core::InnerPath("public"));
    const core::PublicPath path(rendition.path);
    if (folder && folder->has(path) && !public_file(rendition) && !is_as_named(*folder, path)) {
        folder->remove(path);
        tell("public/" + rendition.path);
    }
}

void Builder::drop_damaged() {
    for (const model::Episode& episode : show_.episodes) {
        if (!episode.release) continue;
        for (const model::Rendition& rendition : episode.release->renditions) drop_damaged(rendition);
    }
}

core::Findings Builder::take_damaged() {
    return std::exchange(damaged_, {});
}

void Builder::stage(const model::Release& release) {
    for (const model::Rendition& rendition : release.renditions) {
        if (rendition.is_elsewhere()) continue;
        drop_damaged(rendition);
        if (public_file(rendition) || !store_.has_object(rendition.sha256)) continue;
        folder_.make(core::InnerPath("public"))
            .copy_in(store_.open_object(rendition.sha256), core::PublicPath(rendition.path),
                     rendition.sha256);
    }
}

void Builder::copy_to(const model::Rendition& rendition, const std::filesystem::path& place) const {
    core::sweep(core::Folder::make(place.parent_path()), core::Depth::this_folder);
    core::copy_checked(open_rendition(rendition), place, rendition.sha256);
}

std::string Builder::scaled_picture(const std::string& path, const media::PictureSize& size) const {
    constexpr int version = 2;
    const std::string picture = folder_.read(core::ShowPath(path), media::most_artwork_bytes);
    const core::Json made_from = {{"picture", core::sha256(picture)},
                                  {"version", version},
                                  {"side", size.most_side},
                                  {"bytes", size.most_bytes}};
    const std::string key = core::sha256(core::to_line(made_from));
    // Renditions are tagged at once, with the same picture.
    const std::scoped_lock lock(pictures_mutex_);
    const auto made = store_.result(key);
    const std::string known = made ? sha256_in(*made) : std::string();
    if (store_.has_object(known)) return store_.read_object(known);
    try {
        std::string jpeg = media::scaled(picture, size);
        store_.put_result(key, {{"sha256", store_.put_object(jpeg)}});
        return jpeg;
    } catch (core::Error& error) {
        if (error.code == Code::bad_artwork) error.args.emplace_back("path", path);
        throw;
    }
}

void Builder::unstage(const model::Release& release) {
    for (const model::Rendition& rendition : release.renditions) {
        if (store_.has_object(rendition.sha256)) continue;
        if (const auto file = public_file(rendition)) store_.keep(*file, rendition.sha256);
    }
}

}  // namespace cityfm::production
