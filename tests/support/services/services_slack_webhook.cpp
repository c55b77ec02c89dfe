// SPDX-License-Identifier: MIT
#include "tests/support/services/services_slack_webhook.h"

#include "tests/support/services/services_slack_blocks.h"

namespace cityfm::tests {

using nlohmann::json;

bool SlackWebhookService::posts(const Asked& asked) const {
    return asked.method == "POST" && path_alone(asked) == path;
}

Answer SlackWebhookService::answer(const Asked& asked) {
    const std::string web = path_alone(asked);
    if (web != path) return {404, "no_service", {}, {}};
    if (asked.method != "POST") return {400, "invalid_payload", {}, {}};
    const bool is_form = header_of(asked, "content-type").starts_with("application/x-www-form-urlencoded");
    const json body =
        is_form ? json::parse(form_fields(asked.body)["payload"], nullptr, false) : json_of(asked);
    if (body.is_discarded() || !body.is_object()) return {400, "invalid_payload", {}, {}};
    if (is_archived) return {410, "channel_is_archived", {}, {}};
    const json& blocks = member_at(body, "blocks");
    if (text_at(body, "text").empty() && blocks.empty()) return {400, "no_text", {}, {}};
    if (slack_mentions(text_at(body, "text"))) return {400, "the tests allow no mention", {}, {}};
    // A webhook has no uploads, and does not say what is wrong.
    if (!blocks.is_null() && (!slack_block_errors(blocks, {}).empty() || slack_blocks_too_long(blocks)))
        return {400, "invalid_blocks", {}, {}};
    messages.push_back(body);
    return {200, "ok", {}, {}};
}

}  // namespace cityfm::tests
