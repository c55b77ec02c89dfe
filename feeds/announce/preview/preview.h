// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace cityfm::announce {

/// One body as a channel would send it.
struct PreviewedPost {
    std::string id;    ///< of the announcement: `channel/episode`
    std::string type;  ///< of the channel
    std::string body;
};

/// A page of HTML that shows the posts roughly as each service would: whole in itself, no script, nothing
/// loaded but the pictures of the posts. It is drawn from the bodies alone, so that what was cut is seen cut;
/// a body that cannot be drawn is shown as it is. Well-formed XML, whatever the bodies hold. Pure.
std::string preview_page(const std::string& title, const std::string& language,
                         const std::vector<PreviewedPost>& posts);

}  // namespace cityfm::announce
