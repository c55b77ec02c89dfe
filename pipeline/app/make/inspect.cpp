// SPDX-License-Identifier: MIT
#include "pipeline/app/make/inspect.h"

namespace cityfm::app {

Inspections inspect(const Session& session, const std::vector<std::string>& files) {
    Inspections done;
    for (const std::string& file : files) {
        try {
            done.files.push_back({file, media::inspect(file)});
        } catch (const core::Error& error) {
            if (files.size() == 1) throw;
            session.observer.failed(error);
            done.exit_code = core::gravest(done.exit_code, core::exit_code(error.kind));
        }
    }
    return done;
}

}  // namespace cityfm::app
