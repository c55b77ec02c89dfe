// SPDX-License-Identifier: MIT
#include "pipeline/production/picture_cache.h"

#include "pipeline/core/digest.h"
#include "pipeline/core/error.h"
#include "pipeline/core/json.h"

namespace cityfm::production {

std::string PictureCache::scaled(const std::string& path, const media::PictureSize& size) {
    constexpr int version = 2;
    const std::string picture = show_.read(core::ShowPath(path), media::most_artwork_bytes);
    const core::Json made_from = {{"picture", core::sha256(picture)},
                                  {"version", version},
                                  {"side", size.most_side},
                                  {"bytes", size.most_bytes}};
    const std::string key = core::sha256(core::to_line(made_from));
    // Renditions are tagged at once, with the same picture.
    const std::scoped_lock lock(mutex_);
    const auto made = store_.result(key);
    const std::string known = made ? sha256_in(*made) : std::string();
    if (store_.has_object(known)) return store_.read_object(known);
    try {
        std::string jpeg = media::scaled(picture, size);
        store_.put_result(key, {{"sha256", store_.put_object(jpeg)}});
        return jpeg;
    } catch (core::Error& error) {
        if (error.code == core::Code::bad_artwork) error.args.emplace_back("path", path);
        throw;
    }
}

}  // namespace cityfm::production
