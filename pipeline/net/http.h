// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <stop_token>
#include <string>

namespace cityfm::net {

/// What an HTTP server is asked.
struct Request {
    std::string method = "GET";
    std::string url;
    std::map<std::string, std::string> headers;
    std::string body;
    std::chrono::seconds time_limit{30};
    std::uintmax_t most_bytes = 1U << 20U;  ///< of the answer's body
    bool follow_redirects = true;           ///< of GET and HEAD, five at most; other methods follow none
    bool compressed = false;                ///< may come compressed; the bound holds for what it expands to
};

/// What it answered. Header names are in lower case.
struct Response {
    int status = 0;
    int redirects = 0;  ///< that were followed
    std::map<std::string, std::string> headers;
    std::string body;
};

/// Sends the request and waits for the answer, whatever its status. Only http and https; certificates are
/// verified. Throws `http_failed` when no whole answer came: kind `later` when the request certainly never
/// left, `unknown` when the server may have acted on it, `refused` when it leads nowhere but to further
/// addresses; and `file_too_large` when the answer is larger than it may be.
Response send(const Request& request, const std::stop_token& stop = {});

/// Downloads `url` to `path`, whole or not at all, if its content has this SHA-256. False when the server
/// does not have it or has other bytes. Throws `http_failed` when the server could not be asked.
bool download(const std::string& url, const std::filesystem::path& path, const std::string& sha256,
              std::uintmax_t bytes, const std::stop_token& stop = {});

}  // namespace cityfm::net
