// SPDX-License-Identifier: MIT
#include "pipeline/app/publish/compare_show.h"

#include "pipeline/app/show/usable_show.h"

namespace cityfm::app {

int compare_show(const Session& session, const GuardOptions& options) {
    const UsableShow usable = load_usable(session);
    GuardOptions with = options;
    with.kept = usable.kept;
    Guard guard(session, usable.show, with);
    guard.look_at_addresses();
    guard.check(feeds_at(usable.show, session.now, guard.kept_items()));
    return usable.exit_code;
}

}  // namespace cityfm::app
