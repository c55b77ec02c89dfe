// SPDX-License-Identifier: MIT
#include "feeds/announce/channels/line/line_message.h"
#include "feeds/announce/channels/open_channel.h"
#include "pipeline/core/digest.h"
#include "pipeline/core/json.h"
#include "pipeline/core/time.h"

namespace cityfm::announce {
namespace {

using core::Code;
using core::Error;
using core::Json;
using core::Kind;

constexpr const char* line_api = "https://api.line.me";
/// The space of RFC 9562 for names that are addresses.
constexpr const char* url_space = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";
/// How long LINE remembers a retry key.
constexpr std::chrono::hours key_life{24};
constexpr const char* line_zone = "Asia/Tokyo";

/// LINE's broadcast. A repeat with the same retry key within a day is answered 409, and sends nothing.
class LineChannel final : public Channel {
  public:
    explicit LineChannel(const Opening& opening)
        : service_(service_of(opening)),
          base_(opening.channel.api_base.empty() ? line_api : opening.channel.api_base) {}

    Traits traits() const override { return {Memory::knows_keys, key_life, false, Consent::words}; }

    std::string body(const Post& post) const override {
        return core::to_line(line_message(post.announcement));
    }

    Posted post(const Post& post) override {
        const std::string retry_key = core::uuid_v5(url_space, "cityfm:announcement:" + post.key);
        net::Request request =
            json_request(base_ + "/v2/bot/message/broadcast", line_message(post.announcement));
        request.headers["Authorization"] = bearer();
        request.headers["X-Line-Retry-Key"] = retry_key;
        if (!post.repeats) require_quota();
        const net::Response response = service_.change(request, says_month_is_over);
        if (response.status == 409 || response.status == 200) {
            if (response.status == 200) service_.json_of(response);
            return {retry_key, {}, {}};
        }
        if (response.status == 401 || response.status == 403)
            throw service_.secret_refused(std::to_string(response.status));
        throw service_.refused(response);
    }

    std::vector<Check> check() override {
        std::vector<Check> checks;
        checks.push_back(look("bot/info", [&] { read("/v2/bot/info"); }));
        if (!checks.back().problem) checks.push_back(look("quota", [&] { require_quota(); }));
        return checks;
    }

  private:
    std::string bearer() const { return "Bearer " + service_.secret().reveal(); }

    Json read(const std::string& path) const {
        net::Request request;
        request.url = base_ + path;
        request.headers["Authorization"] = bearer();
        const net::Response response = service_.read(request);
        if (response.status == 401 || response.status == 403)
            throw service_.secret_refused(std::to_string(response.status));
        if (response.status != 200) throw service_.refused(response);
        Json json = Json::parse(response.body, nullptr, false);
        if (!json.is_object()) throw service_.later(path);
        return json;
    }

    static long number_in(const Json& json, const char* name) {
        return json.contains(name) && json[name].is_number_integer() ? json[name].get<long>() : 0;
    }

    /// How many messages a broadcast takes: one for each friend, as they were counted yesterday. LINE tells
    /// small accounts nothing.
    long friends() const {
        const std::string day =
            core::show_rfc3339(core::system_now() - std::chrono::days(1), line_zone).substr(0, 10);
        const Json insight =
            read("/v2/bot/insight/followers?date=" + day.substr(0, 4) + day.substr(5, 2) + day.substr(8, 2));
        return std::max(1L, number_in(insight, "targetedReaches"));
    }

    /// Half a broadcast would be the worst: LINE sends to whom the quota still reaches.
    void require_quota() const {
        const Json quota = read("/v2/bot/message/quota");
        if (text_in(quota, "type") != "limited") return;
        const long most = number_in(quota, "value");
        const long used = number_in(read("/v2/bot/message/quota/consumption"), "totalUsage");
        const long wanted = friends();
        if (used + wanted <= most) return;
        throw Error(Kind::refused, Code::quota_used_up,
                    {{"id", service_.id()},
                     {"most", std::to_string(most)},
                     {"used", std::to_string(used)},
                     {"wanted", std::to_string(wanted)}});
    }

    static bool says_month_is_over(const net::Response& response) {
        return response.body.find("monthly limit") != std::string::npos;
    }

    Service service_;
    std::string base_;
};

}  // namespace

std::unique_ptr<Channel> open_line(const Opening& opening) {
    return std::make_unique<LineChannel>(opening);
}

}  // namespace cityfm::announce
