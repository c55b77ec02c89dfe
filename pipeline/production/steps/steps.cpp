// SPDX-License-Identifier: MIT
#include "pipeline/production/steps/steps.h"

namespace cityfm::production {

void run(const Specification& specification, const Workshop& shop, const audio::Job& job) {
    core::check_stop(job.stop);
    std::visit([&](const auto& step) { run(step, specification.key, shop, job); }, specification.work);
}

}  // namespace cityfm::production
