// SPDX-License-Identifier: MIT
#include "pipeline/audio/deliver/encode.h"
#include "pipeline/core/json.h"

#include "pipeline/production/results.h"
#include "pipeline/production/steps/steps.h"

namespace cityfm::production {

void run(const EncodeStep& step, const std::string& key, const Workshop& shop, const audio::Job& job) {
    const Store& store = shop.store;
    const std::filesystem::path file = store.work_file(key);
    const audio::Master master = require_result(store, step.master, to_master);
    audio::Promise promise = step.promise;
    if (master.below_target) promise.target_lufs = master.integrated_lufs;
    const audio::Encoded encoded =
        audio::encode(master, store.scratch(step.master), step.rendition, promise, file, job);
    const std::string sha256 = store.adopt(file);
    store.put_result(key, {{"sha256", sha256},
                           {"frames", encoded.frames},
                           {"encodes", encoded.encodes},
                           {"loudness", to_json(encoded.loudness)},
                           {"curve", to_json(audio::curve_of(encoded.tenths))}});
}

}  // namespace cityfm::production
