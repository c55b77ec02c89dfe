// SPDX-License-Identifier: MIT
#include "pipeline/production/steps/scratch.h"

#include "pipeline/audio/spill.h"
#include "pipeline/core/file.h"
#include "pipeline/core/json.h"

namespace cityfm::production {

void put_scratch_result(const Store& store, const std::string& key, core::Json result) {
    result["boot"] = core::boot_id();
    store.put_result(key, result);
}

bool is_scratch_whole(const Store& store, const std::string& key, int channels, std::int64_t frames) {
    // Scratch is not synced: a power failure may have left a hole in it.
    const auto made = store.result(key);
    if (!made || !made->contains("boot") || made->at("boot") != core::boot_id()) return false;
    const auto scratch = store.find_scratch(key);
    return scratch && audio::is_whole_spill(*scratch, channels, frames);
}

}  // namespace cityfm::production
