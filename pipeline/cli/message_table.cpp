// SPDX-License-Identifier: MIT
#include "pipeline/cli/message_table.h"

#include <algorithm>
#include <cassert>

namespace cityfm::cli {

Text text_of(core::Code code) {
    for (const auto& table :
         {messages_about_runs(), messages_about_shows(), messages_about_sound(), messages_about_work(),
          messages_about_feeds(), messages_about_talk(), messages_with_words(), messages_about_moves()}) {
        const auto found = std::find_if(table.begin(), table.end(),
                                        [&](const Message& message) { return message.code == code; });
        if (found != table.end()) return found->text;
    }
    assert(false && "the sections are all the codes there are");
    return {"", ""};
}

}  // namespace cityfm::cli
