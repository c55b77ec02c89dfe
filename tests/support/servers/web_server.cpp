// SPDX-License-Identifier: MIT
#include "tests/support/servers/web_server.h"

#include "pipeline/core/digest.h"
#include "tests/support/files.h"

namespace cityfm::tests {

WebServer::WebServer(std::filesystem::path folder)
    : folder_(std::move(folder)), server_([this](const Asked& asked) { return answer(asked); }) {}

std::vector<Asked> WebServer::asked_for(const std::string& start) const {
    std::vector<Asked> found;
    for (const Asked& asked : server_.asked())
        if (asked.method == "GET" && asked.path.starts_with(start)) found.push_back(asked);
    return found;
}

void WebServer::redirect(const std::string& from, const std::string& to) {
    const std::lock_guard lock(mutex_);
    redirects_[from] = url(to);
}

Answer WebServer::answer(const Asked& asked) {
    {
        const std::lock_guard lock(mutex_);
        const auto moved = redirects_.find(asked.path);
        if (moved != redirects_.end()) return {301, "", {{"Location", moved->second}}, {}};
    }
    const std::filesystem::path file = folder_ / asked.path.substr(1);
    if (!std::filesystem::is_regular_file(file)) return {404, "", {}, {}};
    const std::string body = read(file);
    const std::string tag = '"' + core::sha256(body) + '"';
    const std::string modified = "Sun, 22 Nov 2026 12:00:00 GMT";
    const auto header = [&asked](const char* name) {
        const auto found = asked.headers.find(name);
        return found != asked.headers.end() ? found->second : std::string();
    };
    // RFC 9110, 13.1.3: the date does not count where a tag is given.
    const std::string known = header("if-none-match");
    if (known.empty() ? header("if-modified-since") == modified : known == tag) {
        ++not_modified_;
        return {304, "", {{"ETag", tag}}, {}};
    }
    // The part itself is cut by httplib.
    Answer answer{header("range").empty() ? 200 : 206, body, {}, {}};
    answer.headers = {{"ETag", tag}, {"Last-Modified", modified}, {"Accept-Ranges", "bytes"}};
    answer.headers["Content-Type"] = file.extension() == ".mp3" ? "audio/mpeg" : "application/rss+xml";
    if (file.extension() == ".mp3" && break_after_ > 0) answer.cut_after = break_after_.exchange(0);
    return answer;
}

}  // namespace cityfm::tests
