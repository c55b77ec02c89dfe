// SPDX-License-Identifier: MIT
#include "pipeline/production/public_folder.h"

#include "pipeline/core/digest.h"
#include "pipeline/core/file.h"
#include "pipeline/core/sweep.h"

namespace cityfm::production {
namespace {

using core::Code;

/// True for a file that holds what its own name says, whatever a release says of it: that one is wrong then,
/// and the file may be another episode's.
bool is_as_named(const core::Folder& folder, const core::PublicPath& path) {
    constexpr std::size_t digits = 12;
    const auto file = folder.find_own(path);
    if (!file) return false;
    return path.text().find("-" + core::sha256_file(*file).substr(0, digits) + ".") != std::string::npos;
}

}  // namespace

ReleasedFile released_file(const model::Rendition& rendition) {
    return {rendition.path,
            rendition.sha256,
            rendition.stream_sha256,
            rendition.bytes,
            {rendition.duration_seconds(), rendition.integrated_lufs, rendition.true_peak_dbtp}};
}

std::optional<core::PlainFile> PublicFolder::find(const ReleasedFile& file) const {
    const auto folder = show_.find(core::InnerPath("public"));
    auto found = folder ? folder->find_own(core::PublicPath(file.path)) : std::nullopt;
    if (!found || found->state().bytes != file.bytes || !store_.holds(*found, file.sha256))
        return std::nullopt;
    return found;
}

bool PublicFolder::has(const model::Rendition& rendition) const {
    return store_.has_object(rendition.sha256) ||
           (!rendition.is_elsewhere() && find(released_file(rendition)));
}

core::PlainFile PublicFolder::open(const ReleasedFile& file) const {
    if (auto found = find(file)) return std::move(*found);
    return store_.open_object(file.sha256);
}

void PublicFolder::drop_damaged(const model::Release& release) {
    const auto tell = [&](const std::string& path) {
        damaged_.push_back({core::Severity::warning, Code::object_damaged, {}, {{"path", path}}});
    };
    for (const model::Rendition& rendition : release.renditions) {
        if (rendition.is_elsewhere()) continue;
        if (store_.drop_if_damaged(rendition.sha256))
            tell(".cityfm/store/objects/" + rendition.sha256.substr(0, 2) + "/" + rendition.sha256);
        const auto folder = show_.find(core::InnerPath("public"));
        const core::PublicPath path(rendition.path);
        if (!folder || !folder->has(path) || find(released_file(rendition)) || is_as_named(*folder, path))
            continue;
        folder->remove(path);
        tell("public/" + rendition.path);
    }
}

void PublicFolder::stage(const model::Release& release) {
    drop_damaged(release);
    for (const model::Rendition& rendition : release.renditions) {
        if (rendition.is_elsewhere()) continue;
        if (find(released_file(rendition)) || !store_.has_object(rendition.sha256)) continue;
        show_.make(core::InnerPath("public"))
            .copy_in(store_.open_object(rendition.sha256), core::PublicPath(rendition.path),
                     rendition.sha256);
    }
}

void PublicFolder::unstage(const model::Release& release) const {
    for (const model::Rendition& rendition : release.renditions) {
        if (rendition.is_elsewhere() || store_.has_object(rendition.sha256)) continue;
        if (const auto file = find(released_file(rendition))) store_.keep(*file, rendition.sha256);
    }
}

void PublicFolder::copy_to(const model::Rendition& rendition, const std::filesystem::path& place) const {
    core::sweep(core::Folder::make(place.parent_path()), core::Depth::this_folder);
    core::copy_checked(open(released_file(rendition)), place, rendition.sha256);
}

}  // namespace cityfm::production
