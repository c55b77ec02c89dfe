// SPDX-License-Identifier: MIT
#include "tests/support/services/services_bluesky.h"

#include <regex>

#include "tests/support/services/services_bluesky_record.h"

namespace cityfm::tests {
namespace {

using nlohmann::json;

constexpr std::size_t most_blob_bytes = 1'000'000;

Answer refusal(int status, const std::string& word, const std::string& message) {
    return json_answer({{"error", word}, {"message", message}}, status);
}

Answer invalid(const std::string& message) {
    return refusal(400, "InvalidRequest", message);
}

/// atproto.com/specs/tid
bool is_tid(const std::string& text) {
    static const std::regex form("[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}");
    return std::regex_match(text, form);
}

bool is_account(const std::string& repo) {
    return repo == BlueskyService::did || repo == BlueskyService::handle;
}

std::string address_of(const std::string& rkey) {
    return std::string("at://") + BlueskyService::did + "/" + BlueskyService::collection + "/" + rkey;
}

/// What an image is by its first bytes, whatever the client calls it.
std::string type_of(const std::string& bytes, const std::string& said) {
    if (bytes.starts_with("\x89PNG")) return "image/png";
    return bytes.starts_with("\xFF\xD8\xFF") ? "image/jpeg" : said;
}

/// What `swapRecord` says against the record that is there; empty where it says nothing.
std::string wrong_swap(const json& input, const std::string& current) {
    if (!input.contains("swapRecord")) return {};
    const json& swap = input["swapRecord"];
    const std::string wanted = swap.is_string() ? swap.get<std::string>() : "";
    return wanted == current ? "" : "Record was at " + (current.empty() ? "null" : current);
}

/// What keeps a request from naming a post of the account; empty where nothing does.
std::string wrong_place(const json& input) {
    if (!is_account(text_at(input, "repo"))) return "Could not find repo: " + text_at(input, "repo");
    if (text_at(input, "collection") != BlueskyService::collection) return "the tests know posts only";
    if (!is_tid(text_at(input, "rkey"))) return "Invalid record key for app.bsky.feed.post: not a TID";
    return {};
}

std::string wrong_blob(const json& blob, const std::map<std::string, BlueskyService::Blob>& known) {
    const std::string cid = text_at(member_at(blob, "ref"), "$link");
    const auto found = known.find(cid);
    if (text_at(blob, "$type") != "blob") return "Record/embed should be a blob ref";
    if (found == known.end()) return "Could not find blob: " + cid;
    if (text_at(blob, "mimeType") != found->second.type)
        return "Referenced Mimetype does not match stored blob. Expected: " + found->second.type +
               ", Got: " + text_at(blob, "mimeType");
    if (member_at(blob, "size") != found->second.bytes.size())
        return "Referenced size does not match stored blob";
    return found->second.type.starts_with("image/") ? "" : "Wrong mimetype of file";
}

}  // namespace

bool BlueskyService::posts(const Asked& asked) const {
    const std::string path = path_alone(asked);
    return path == "/xrpc/com.atproto.repo.putRecord" || path == "/xrpc/com.atproto.repo.deleteRecord";
}

Answer BlueskyService::answer(const Asked& asked) {
    const std::string path = path_alone(asked);
    const std::string method = path.starts_with("/xrpc/") ? path.substr(6) : "";
    if (method == "com.atproto.repo.getRecord") return get(asked);
    const bool is_upload = method == "com.atproto.repo.uploadBlob";
    if (method != "com.atproto.server.createSession" && !is_upload && !posts(asked))
        return refusal(501, "MethodNotImplemented", "Method Not Implemented");
    if (asked.method != "POST") return invalid("Incorrect HTTP method (" + asked.method + ") expected POST");
    const std::string type = header_of(asked, "content-type");
    if (type.empty()) return invalid("Request encoding (Content-Type) required but not provided");
    if (!is_upload && !type.starts_with("application/json"))
        return invalid("Wrong request encoding (Content-Type): " + type);
    if (method == "com.atproto.server.createSession") return create_session(asked);
    const std::string bearer = header_of(asked, "authorization");
    if (bearer.empty()) return refusal(401, "AuthMissing", "Authentication Required");
    const std::string token = bearer.starts_with("Bearer ") ? bearer.substr(7) : "";
    // 400, not 401: packages/pds/src/auth-verifier.ts throws InvalidRequestError.
    if (expired_.contains(token)) return refusal(400, "ExpiredToken", "Token has expired");
    if (!sessions_.contains(token)) return refusal(400, "InvalidToken", "Token could not be verified");
    if (is_upload) return upload(asked);
    const json input = json_of(asked);
    if (!input.is_object()) return invalid("Input must be an object");
    if (const std::string wrong = wrong_place(input); !wrong.empty()) return invalid(wrong);
    return method == "com.atproto.repo.putRecord" ? put(input) : take_away(input);
}

std::vector<BlueskyService::Record> BlueskyService::live() const {
    std::vector<Record> all;
    for (const auto& [rkey, record] : records) all.push_back(record);
    return all;
}

void BlueskyService::expire_sessions() {
    expired_.merge(sessions_);
    sessions_.clear();
}

Answer BlueskyService::create_session(const Asked& asked) {
    const json input = json_of(asked);
    const std::string name = text_at(input, "identifier");
    if (!is_account(name) || text_at(input, "password") != password)
        return refusal(401, "AuthenticationRequired", "Invalid identifier or password");
    const std::string token = "access-" + std::to_string(++given_sessions_);
    sessions_.insert(token);
    return json_answer({{"did", did},
                        {"handle", handle},
                        {"active", true},
                        {"accessJwt", token},
                        {"refreshJwt", "refresh-" + std::to_string(given_sessions_)}});
}

Answer BlueskyService::put(const json& input) {
    json value = member_at(input, "record");
    if (!value.is_object()) return invalid("Input/record must be an object");
    if (!value.contains("$type")) value["$type"] = collection;
    if (text_at(value, "$type") != collection)
        return invalid(std::string("Invalid $type: expected ") + collection + ", got " +
                       text_at(value, "$type"));
    const std::string wrong =
        wrong_in_bluesky_post(value, [this](const json& blob) { return wrong_blob(blob, blobs); });
    if (wrong.starts_with("Could not find blob")) return refusal(400, "BlobNotFound", wrong);
    if (!wrong.empty()) return invalid(std::string("Invalid ") + collection + " record: " + wrong);
    const std::string rkey = text_at(input, "rkey");
    const auto current = records.find(rkey);
    const std::string cid = cid_of(value.dump(), '\x71');
    json output = {{"uri", address_of(rkey)}, {"cid", cid}, {"validationStatus", "valid"}};
    // The same again is no commit, and nobody looks at swapRecord then (putRecord.ts).
    if (current != records.end() && current->second.cid == cid) return json_answer(output);
    const std::string swap = wrong_swap(input, current == records.end() ? "" : current->second.cid);
    if (!swap.empty()) return refusal(400, "InvalidSwap", swap);
    if (current == records.end()) ++created;
    records[rkey] = {rkey, cid, value};
    const std::string revision = "3l" + std::to_string(++revisions_);
    output["commit"] = {{"cid", cid_of(revision, '\x71')}, {"rev", revision}};
    return json_answer(output);
}

Answer BlueskyService::get(const Asked& asked) const {
    const auto query = query_fields(asked);
    for (const char* key : {"repo", "collection", "rkey"}) {
        if (!query.contains(key))
            return invalid(std::string("Error: Params must have the property \"") + key + "\"");
    }
    if (!is_account(query.at("repo"))) return invalid("Could not find repo: " + query.at("repo"));
    const auto found = records.find(query.at("rkey"));
    if (query.at("collection") != collection || found == records.end() ||
        (query.contains("cid") && query.at("cid") != found->second.cid)) {
        return refusal(400, "RecordNotFound", "Could not locate record: " + address_of(query.at("rkey")));
    }
    const Record& record = found->second;
    return json_answer({{"uri", address_of(record.rkey)}, {"cid", record.cid}, {"value", record.value}});
}

Answer BlueskyService::take_away(const json& input) {
    const auto found = records.find(text_at(input, "rkey"));
    // What is not there is deleted already, whatever swapRecord says (deleteRecord.ts).
    if (found == records.end()) return json_answer(json::object());
    // Here null says nothing either.
    const std::string swap = text_at(input, "swapRecord").empty() ? "" : wrong_swap(input, found->second.cid);
    if (!swap.empty()) return refusal(400, "InvalidSwap", swap);
    records.erase(found);
    const std::string revision = "3l" + std::to_string(++revisions_);
    return json_answer({{"commit", {{"cid", cid_of(revision, '\x71')}, {"rev", revision}}}});
}

Answer BlueskyService::upload(const Asked& asked) {
    if (asked.body.size() > most_blob_bytes)
        return refusal(413, "PayloadTooLarge", "request entity too large");
    const std::string cid = cid_of(asked.body, '\x55');
    const Blob blob{type_of(asked.body, header_of(asked, "content-type")), asked.body};
    blobs[cid] = blob;
    return json_answer({{"blob",
                         {{"$type", "blob"},
                          {"ref", {{"$link", cid}}},
                          {"mimeType", blob.type},
                          {"size", blob.bytes.size()}}}});
}

}  // namespace cityfm::tests
