// SPDX-License-Identifier: MIT
#include "feeds/announce/channels/service.h"

#include "feeds/announce/retry_after.h"
#include "pipeline/core/backoff.h"
#include "pipeline/core/json.h"
#include "pipeline/text/unicode.h"

namespace cityfm::announce {
namespace {

using core::Code;
using core::Error;
using core::Kind;

/// How often a service is asked again in one run, and how long one wait may be.
constexpr int most_waits = 3;
constexpr std::chrono::milliseconds longest_wait{30'000};
constexpr std::chrono::milliseconds unsaid_wait{1000};

constexpr std::size_t most_reason = 120;

}  // namespace

net::Response Service::send(net::Request request) const {
    request.time_limit = time_limit_;
    // Settings allow plain http on this machine alone: a name that leads elsewhere by now gets nothing.
    if (!request.url.starts_with("https://")) request.reach = net::Reach::this_machine;
    try {
        net::Response response = net::send(request, stop_);
        response.body = secret_.hidden_in(std::move(response.body));
        for (auto& [name, value] : response.headers) value = secret_.hidden_in(value);
        return response;
    } catch (const Error& error) {
        if (error.kind == Kind::interrupted) throw;
        // The address may be the secret, so no error carries it.
        if (error.kind == Kind::unknown) throw unknown();
        std::string reason(core::name_of(error.code));
        if (error.code == Code::http_failed) reason = secret_.hidden_in(core::arg(error.args, "reason"));
        if (error.code == Code::address_refused)
            reason = core::arg(error.args, "address") + " is not on the public internet";
        throw Error(error.kind, Code::http_failed, {{"url", id_}, {"reason", reason}});
    }
}

net::Response Service::read(const net::Request& request) const {
    for (int wait = 0;; ++wait) {
        std::chrono::milliseconds pause = core::full_jitter(wait);
        std::string reason;
        try {
            net::Response response = send(request);
            if (response.status < 500 && response.status != 429) return response;
            reason = std::to_string(response.status);
            if (response.status == 429)
                pause = retry_after(response, core::system_now()).value_or(unsaid_wait);
        } catch (const Error& error) {
            // What only reads may be asked again whatever became of it.
            if (error.kind != Kind::later && error.kind != Kind::unknown) throw;
            reason = core::arg(error.args, "reason");
        }
        if (wait == most_waits || pause > longest_wait) throw later(reason);
        pause_(pause);
    }
}

net::Response Service::change(const net::Request& request, const Hopeless& hopeless) const {
    for (int wait = 0;; ++wait) {
        net::Response response = send(request);
        if (response.status >= 500) throw unknown();
        if (response.status != 429 || (hopeless && hopeless(response))) return response;
        const auto pause = retry_after(response, core::system_now()).value_or(unsaid_wait);
        if (wait == most_waits || pause > longest_wait) throw later("429");
        pause_(pause);
    }
}

core::Json Service::json_of(const net::Response& response) const {
    core::Json json = core::Json::parse(response.body, nullptr, false);
    if (!json.is_object()) throw unknown();
    return json;
}

Error Service::unknown() const {
    return {Kind::unknown, Code::outcome_unknown, {{"id", id_}}};
}

Error Service::later(const std::string& reason) const {
    return {Kind::later, Code::http_failed, {{"url", id_}, {"reason", reason}}};
}

Error Service::refused(const std::string& reason) const {
    // JSON may have written the secret in another way than the body was searched for.
    const std::string shown = secret_.hidden_in(text::clean(reason));
    const std::string words = text::one_line(text::cut_graphemes(shown, most_reason));
    return {Kind::refused, Code::channel_refused, {{"id", id_}, {"reason", words}}};
}

Error Service::refused(const net::Response& response) const {
    return refused(std::to_string(response.status) + " " + response.body);
}

Error Service::secret_refused(const std::string& reason) const {
    return {Kind::refused, Code::secret_refused, {{"id", id_}, {"name", secret_name_}, {"reason", reason}}};
}

std::string text_in(const core::Json& json, const char* name) {
    if (!json.is_object()) return {};
    const auto found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool flag_in(const core::Json& json, const char* name) {
    if (!json.is_object()) return false;
    const auto found = json.find(name);
    return found != json.end() && found->is_boolean() && found->get<bool>();
}

core::Json object_in(const core::Json& json, const char* name) {
    if (!json.is_object()) return core::Json::object();
    const auto found = json.find(name);
    return found != json.end() && found->is_object() ? *found : core::Json::object();
}

net::Request json_request(std::string url, const core::Json& body) {
    net::Request request;
    request.method = "POST";
    request.url = std::move(url);
    request.headers["Content-Type"] = "application/json; charset=utf-8";
    request.body = core::to_line(body);
    return request;
}

}  // namespace cityfm::announce
