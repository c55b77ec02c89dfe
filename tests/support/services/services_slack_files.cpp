// SPDX-License-Identifier: MIT
#include "tests/support/services/services_slack_files.h"

#include <charconv>

#include "tests/support/services/services_slack_answers.h"

namespace cityfm::tests {

using nlohmann::json;

json SlackFiles::place(const json& args, const std::string& host) {
    std::size_t length = 0;
    const std::string said = word_at(args, "length");
    std::from_chars(said.data(), said.data() + said.size(), length);
    if (word_at(args, "filename").empty()) return slack_missing("filename");
    if (length == 0) return slack_missing("length");
    const std::string id = "F0FILE" + std::to_string(++given_ids_);
    uploads_[id].length = length;
    return {{"ok", true}, {"upload_url", "http://" + host + "/upload/v1/" + id}, {"file_id", id}};
}

Answer SlackFiles::upload(const Asked& asked) {
    const auto found = uploads_.find(path_alone(asked).substr(std::string("/upload/v1/").size()));
    if (found == uploads_.end() || asked.method != "POST") return {404, "not found", {}, {}};
    Upload& upload = found->second;
    upload.bytes = asked.body;
    if (header_of(asked, "content-type").starts_with("multipart/form-data")) {
        const std::size_t begin = asked.body.find("\r\n\r\n");
        const std::size_t end = asked.body.rfind("\r\n--");
        if (begin == std::string::npos || end < begin + 4) return {400, "bad form", {}, {}};
        upload.bytes = asked.body.substr(begin + 4, end - begin - 4);
    }
    if (upload.bytes.size() != upload.length) return {400, "not the length that was said", {}, {}};
    upload.has_bytes = true;
    return {200, "OK - " + std::to_string(upload.length), {}, {}};
}

json SlackFiles::complete(const json& args) {
    const json& files = member_at(args, "files");
    if (!files.is_array() || files.empty()) return slack_missing("files");
    json given = json::array();
    for (const json& file : files) {
        // Each file once: what was completed is no upload any more.
        const auto upload = uploads_.find(text_at(file, "id"));
        if (upload == uploads_.end() || !upload->second.has_bytes) return slack_refusal("file_not_found");
        given.push_back({{"id", upload->first}, {"title", text_at(file, "title")}});
    }
    for (const json& file : given) {
        const std::string id = text_at(file, "id");
        completed_[id] = uploads_[id].bytes;
        uploads_.erase(id);
    }
    return {{"ok", true}, {"files", given}};
}

}  // namespace cityfm::tests
