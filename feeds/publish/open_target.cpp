// SPDX-License-Identifier: MIT
#include "feeds/publish/open_target.h"

#include "feeds/publish/retrying.h"
#include "pipeline/core/error.h"
#include "pipeline/core/folder.h"
#include "pipeline/model/public_names.h"

namespace cityfm::publish {

using core::Code;
using core::Error;
using core::Kind;

namespace {

std::unique_ptr<Target> open_folder_of(const model::Show& show, const model::Target& target,
                                       const std::stop_token& stop) {
    // A folder may lie anywhere on this machine: /var/www is the common case. A link that leads back into the
    // show's own files is no place to publish to.
    const std::filesystem::path folder = (show.folder / target.path).lexically_normal();
    std::error_code error;
    const std::filesystem::path real = std::filesystem::weakly_canonical(folder, error);
    const std::filesystem::path inside =
        real.lexically_relative(std::filesystem::weakly_canonical(show.folder, error));
    if (!error && !inside.empty() && *inside.begin() != ".." && model::is_own_place(inside))
        throw Error(Kind::show, Code::target_in_show, {{"found", target.path}});
    // A folder of the show is the show's own: git may have brought a link in its place.
    const std::filesystem::path plain = folder.lexically_relative(show.folder.lexically_normal());
    if (core::is_inner_path(plain.generic_string())) {
        const core::Folder parent(show.folder);
        const core::InnerPath inner(plain.generic_string());
        parent.find(inner);
        return open_folder(parent, inner, stop);
    }
    return open_folder(folder, stop);
}

}  // namespace

std::unique_ptr<Target> open_target(const model::Show& show, const model::Target& target,
                                    const std::stop_token& stop) {
    return retrying(open_folder_of(show, target, stop), core::pause_until(stop));
}

}  // namespace cityfm::publish
