// SPDX-License-Identifier: MIT
#include "pipeline/app/publish/former_pictures.h"

#include "feeds/publish/plan.h"
#include "pipeline/core/digest.h"
#include "pipeline/media/artwork.h"
#include "pipeline/model/public_names.h"

namespace cityfm::app {

std::vector<std::string> pictures_with_position(
    const std::vector<publish::PublishedFile>& files,
    const std::map<std::string, publish::RemoteFile>& listing,
    const std::function<std::string(const std::string& path)>& read) {
    std::vector<std::string> found;
    for (const std::string& path : publish::forgotten(files, listing)) {
        const bool is_picture = path.ends_with(".jpg") || path.ends_with(".png");
        if (!is_picture || listing.at(path).bytes > media::most_artwork_bytes) continue;
        const std::string bytes = read(path);
        // What lies there under a name of ours but not its own is not ours to remove.
        if (model::is_media_path(path, core::sha256(bytes)) && media::carries_position(bytes))
            found.push_back(path);
    }
    return found;
}

}  // namespace cityfm::app
