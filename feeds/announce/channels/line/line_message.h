// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "feeds/announce/announcement.h"

namespace cityfm::announce {

/// The announcement as the body of a broadcast: one Flex Message (developers.line.biz/en/docs/messaging-api/
/// flex-message-elements), with the text of the notification as its `altText`. Pictures and links that are
/// not https are left out, since LINE refuses them.
core::Json line_message(const Announcement& announcement);

}  // namespace cityfm::announce
