// SPDX-License-Identifier: MIT
#include "pipeline/audio/master.h"
#include "pipeline/core/json.h"

#include "pipeline/production/results.h"
#include "pipeline/production/steps/scratch.h"
#include "pipeline/production/steps/steps.h"

namespace cityfm::production {

void run(const MasterStep& step, const std::string& key, const Workshop& shop, const audio::Job& job) {
    const Store& store = shop.store;
    const audio::Master made =
        audio::make_master(require_result(store, step.programme, to_programme), store.scratch(step.programme),
                           step.goal, store.scratch(key), job);
    put_scratch_result(store, key, to_json(made));
}

}  // namespace cityfm::production
