// SPDX-License-Identifier: MIT
#include "pipeline/core/error.h"
#include "pipeline/production/steps/steps.h"

namespace cityfm::production {

using core::Code;
using core::Error;
using core::Kind;

void run(const FetchStep& step, const std::string& /*key*/, const Workshop& shop, const audio::Job& job) {
    const std::string path = "public/" + step.file.path;
    const std::filesystem::path file = shop.store.work_file(step.file.sha256);
    std::optional<Error> unreachable;
    for (const std::string& url : step.addresses) {
        try {
            if (!net::download(url, file, step.file.sha256, step.file.bytes, shop.reach, job.stop)) continue;
            shop.store.adopt(file);
            return;
        } catch (const Error& error) {
            if (error.code != Code::http_failed) throw;
            if (unreachable) continue;
            unreachable.emplace(Kind::later, Code::release_unreachable,
                                core::Args{{"path", path},
                                           {"url", core::arg(error.args, "url")},
                                           {"reason", core::arg(error.args, "reason")}});
        }
    }
    // A file is lost only when every address says so.
    if (unreachable) throw Error(*unreachable);
    throw Error(Kind::show, Code::release_lost,
                {{"path", path}, {"url", step.addresses.empty() ? "" : step.addresses.front()}});
}

}  // namespace cityfm::production
