// SPDX-License-Identifier: MIT
#include "feeds/announce/channels/slack/slack_api.h"

#include "pipeline/core/json.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace cityfm::announce {
namespace {

using core::Code;
using core::Error;
using core::Json;
using core::Kind;

/// Words that say nothing about whether it was done.
constexpr std::array<std::string_view, 3> open_words = {"internal_error", "fatal_error", "request_timeout"};
constexpr std::array<std::string_view, 2> later_words = {"ratelimited", "service_unavailable"};
constexpr std::array<std::string_view, 6> secret_words = {
    "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "no_permission"};

template <typename Words>
bool is_one_of(const Words& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

net::Response SlackApi::ask(const std::string& method) const {
    net::Request request;
    request.url = base_ + "/" + method;
    request.headers["Authorization"] = "Bearer " + service_.secret().reveal();
    net::Response response = service_.read(request);
    if (response.status != 200) throw service_.refused(response);
    return response;
}

Json SlackApi::read(const std::string& method) const {
    Json json = Json::parse(ask(method).body, nullptr, false);
    const std::string word = json.is_object() ? text_in(json, "error") : method.substr(0, method.find('?'));
    if (!json.is_object() || is_one_of(open_words, word)) throw service_.later(word);
    require_ok(json);
    return json;
}

Json SlackApi::change(const std::string& method, const Json& body) const {
    net::Request request = json_request(base_ + "/" + method, body);
    request.headers["Authorization"] = "Bearer " + service_.secret().reveal();
    const net::Response response = service_.change(request);
    if (response.status != 200) throw service_.refused(response);
    Json json = service_.json_of(response);
    if (!json.contains("ok")) throw service_.unknown();
    return json;
}

void SlackApi::require_ok(const Json& answer) const {
    if (!flag_in(answer, "ok")) throw error_of(text_in(answer, "error"), answer);
}

Error SlackApi::error_of(const std::string& word, const Json& answer) const {
    const std::string& id = service_.id();
    const core::Args where = {{"id", id}, {"to", channel_}};
    if (is_one_of(open_words, word)) return service_.unknown();
    if (is_one_of(later_words, word)) return service_.later(word);
    if (is_one_of(secret_words, word)) return service_.secret_refused(word);
    if (word == "missing_scope")
        return {Kind::refused, Code::scope_missing, {{"id", id}, {"scope", text_in(answer, "needed")}}};
    if (word == "channel_not_found") return {Kind::refused, Code::channel_not_found, where};
    if (word == "not_in_channel") return {Kind::refused, Code::channel_not_joined, where};
    if (word == "is_archived") return {Kind::refused, Code::channel_archived, where};
    const Json more = object_in(answer, "response_metadata");
    return service_.refused(more.contains("messages") ? word + " " + core::to_line(more["messages"]) : word);
}

std::string SlackApi::scopes() const {
    const net::Response response = ask("auth.test");
    require_ok(service_.json_of(response));
    const auto header = response.headers.find("x-oauth-scopes");
    return header != response.headers.end() ? header->second : "";
}

}  // namespace cityfm::announce
