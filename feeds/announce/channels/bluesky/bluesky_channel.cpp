// SPDX-License-Identifier: MIT
#include <optional>

#include "feeds/announce/channels/bluesky/bluesky_post.h"
#include "feeds/announce/channels/open_channel.h"
#include "pipeline/core/file.h"
#include "pipeline/core/json.h"
#include "pipeline/core/url.h"

namespace cityfm::announce {
namespace {

using core::Code;
using core::Error;
using core::Json;

constexpr const char* usual_server = "https://bsky.social";
constexpr const char* collection = "app.bsky.feed.post";
constexpr std::size_t most_blob = 1'000'000;
constexpr std::size_t most_loaded = 16U << 20U;

/// A repository of the AT protocol. The record key follows from the announcement's key, so a post is found by
/// asking for its record, and `swapRecord` keeps an edit from bringing a deleted post back.
class BlueskyChannel final : public Channel {
  public:
    explicit BlueskyChannel(const Opening& opening)
        : service_(service_of(opening)),
          handle_(opening.channel.to.substr(opening.channel.to.starts_with('@') ? 1 : 0)),
          base_(opening.channel.api_base.empty() ? usual_server : opening.channel.api_base),
          language_(opening.language) {}

    Traits traits() const override { return {Memory::readable, {}, true, Consent::words}; }

    std::string body(const Post& post) const override {
        return core::to_line(input(post, nullptr, picture_of(post)));
    }

    Posted post(const Post& post) override {
        Posted posted = address_of(post.key);
        std::optional<std::string> picture = picture_of(post);
        if (picture && !upload(*picture)) {
            posted.remarks.push_back({core::Severity::warning,
                                      Code::picture_left_out,
                                      {},
                                      {{"id", service_.id()},
                                       {"path", post.picture.filename().string()},
                                       {"reason", "uploadBlob"}}});
            picture.reset();
        }
        // Nobody had a record there: else somebody else's run was quicker.
        const net::Response response = put(input(post, nullptr, picture));
        if (response.status == 200) return posted;
        if (error_in(response) != "InvalidSwap") throw error_of(response);
        if (!find(post)) throw service_.later("InvalidSwap");
        return posted;
    }

    std::optional<Posted> find(const Post& post) override {
        if (!current(tid_of(post.key))) return std::nullopt;
        return address_of(post.key);
    }

    std::optional<Posted> edit(const Post& post, const std::string& /*remote_id*/) override {
        const auto record = current(tid_of(post.key));
        if (!record) return std::nullopt;
        const std::optional<std::string> picture = picture_of(post);
        const bool has_picture = picture && upload(*picture);
        const net::Response response =
            put(input(post, text_in(*record, "cid"), has_picture ? picture : std::nullopt));
        if (response.status == 200) return address_of(post.key);
        // It was deleted or changed a moment ago: the next run sees how it is now.
        if (error_in(response) == "InvalidSwap") throw service_.later("InvalidSwap");
        throw error_of(response);
    }

    bool withdraw(const std::string& key, const std::string& /*remote_id*/) override {
        if (service_.secret().empty()) return false;
        const net::Response response =
            change("com.atproto.repo.deleteRecord",
                   {{"repo", handle_}, {"collection", collection}, {"rkey", tid_of(key)}});
        if (response.status != 200) throw error_of(response);
        return true;
    }

    std::vector<Check> check() override {
        return {look("createSession", [&] { session(); })};
    }

  private:
    /// What goes over the wire; `swap` is the record that it takes the place of, or null for none.
    Json input(const Post& post, const Json& swap, const std::optional<std::string>& picture) const {
        const std::optional<Blob> blob = picture ? std::optional(blob_of(*picture)) : std::nullopt;
        return {{"repo", handle_},
                {"collection", collection},
                {"rkey", tid_of(post.key)},
                {"record", bluesky_record(post, language_, blob)},
                {"swapRecord", swap}};
    }

    /// The picture's bytes; nothing where there is none, or where it is larger than the service takes.
    static std::optional<std::string> picture_of(const Post& post) {
        if (post.picture.empty()) return std::nullopt;
        std::string bytes = core::read_file(post.picture, most_loaded);
        if (bytes.size() > most_blob) return std::nullopt;
        return bytes;
    }

    Posted address_of(const std::string& key) const {
        const std::string tid = tid_of(key);
        return {"at://" + handle_ + "/" + collection + "/" + tid,
                "https://bsky.app/profile/" + handle_ + "/post/" + tid,
                {}};
    }

    std::string address(const char* method) const { return base_ + "/xrpc/" + method; }

    /// The token of a session, which is good for some hours: one for each run.
    const std::string& session() {
        if (!session_.empty()) return session_;
        const net::Response response =
            service_.read(json_request(address("com.atproto.server.createSession"),
                                       {{"identifier", handle_}, {"password", service_.secret().reveal()}}));
        if (response.status != 200) throw error_of(response);
        session_ = text_in(Json::parse(response.body, nullptr, false), "accessJwt");
        // It becomes a header.
        const bool is_token =
            std::all_of(session_.begin(), session_.end(), [](char c) { return c > 0x20 && c < 0x7f; });
        if (session_.empty() || !is_token) {
            session_.clear();
            throw service_.later("createSession");
        }
        return session_;
    }

    net::Response change(const char* method, const Json& body) {
        net::Request request = json_request(address(method), body);
        request.headers["Authorization"] = "Bearer " + session();
        return service_.change(request);
    }

    net::Response put(const Json& body) {
        net::Response response = change("com.atproto.repo.putRecord", body);
        if (response.status == 200) service_.json_of(response);
        return response;
    }

    /// The record as it is now; nothing where there is none.
    std::optional<Json> current(const std::string& tid) const {
        net::Request request;
        request.url = address("com.atproto.repo.getRecord") + "?repo=" + core::percent_encode_query(handle_) +
                      "&collection=" + collection + "&rkey=" + tid;
        const net::Response response = service_.read(request);
        if (response.status == 200) {
            Json json = Json::parse(response.body, nullptr, false);
            if (text_in(json, "cid").empty()) throw service_.later("getRecord");
            return json;
        }
        // Older servers say it in words alone.
        const bool is_missing = error_in(response) == "RecordNotFound" ||
                                response.body.find("Could not locate record") != std::string::npos;
        if (is_missing) return std::nullopt;
        throw error_of(response);
    }

    /// False where the service does not take it.
    bool upload(const std::string& bytes) {
        net::Request request;
        request.method = "POST";
        request.url = address("com.atproto.repo.uploadBlob");
        request.headers["Content-Type"] = blob_of(bytes).type;
        request.headers["Authorization"] = "Bearer " + session();
        request.body = bytes;
        const net::Response response = service_.read(request);
        if (response.status != 200) return false;
        const Json json = Json::parse(response.body, nullptr, false);
        return text_in(object_in(object_in(json, "blob"), "ref"), "$link") == blob_of(bytes).cid;
    }

    static std::string error_in(const net::Response& response) {
        return text_in(Json::parse(response.body, nullptr, false), "error");
    }

    Error error_of(const net::Response& response) const {
        const std::string word = error_in(response);
        if (response.status == 401 || word == "AuthMissing" || word == "ExpiredToken" ||
            word == "InvalidToken")
            return service_.secret_refused(word);
        return service_.refused(response);
    }

    Service service_;
    std::string handle_;
    std::string base_;
    std::string language_;
    std::string session_;
};

}  // namespace

std::unique_ptr<Channel> open_bluesky(const Opening& opening) {
    return std::make_unique<BlueskyChannel>(opening);
}

}  // namespace cityfm::announce
