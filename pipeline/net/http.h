// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <stop_token>
#include <string>

namespace cityfm::net {

/// Which addresses may be connected to. It is asked after DNS has answered, at each redirect anew;
/// behind a proxy it is the proxy's address that is asked.
enum class Reach {
    anywhere,
    /// Where a person's address leads, be it a private one; but what the public internet sends on to has to
    /// be public, too.
    as_typed,
    /// Only the public internet: neither this machine nor a private network, nor what clouds serve there.
    public_internet,
    /// Only this machine: what goes there in the clear is heard by nobody. No proxy is used.
    this_machine,
};

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
    Reach reach = Reach::anywhere;
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
/// addresses or, where only this machine may be asked, to another one; `file_too_large` when the answer is
/// larger than it may be; and `address_refused` when it leads out of the public internet. No error repeats a
/// password.
Response send(const Request& request, const std::stop_token& stop = {});

/// Downloads `url` to `path`, whole or not at all, if its content has this SHA-256. False only when the
/// server says that there is no such file: 404 or 410. Any other answer says nothing about the file, not even
/// one of 200 with other bytes, which may be the page of a hotspot or of a proxy: throws `http_failed`, and
/// `address_refused`.
bool download(const std::string& url, const std::filesystem::path& path, const std::string& sha256,
              std::uintmax_t bytes, Reach reach, const std::stop_token& stop = {});

/// A file of which only the address is known.
struct FileRequest {
    std::string url;
    std::filesystem::path path;  ///< where what has come lies, whole or not
    std::uintmax_t most_bytes = std::uintmax_t{4} << 30U;
    Reach reach = Reach::anywhere;
    std::function<void(double fraction)> advanced = {};  ///< from 0 to 1, where the length is known
    std::chrono::milliseconds pause{1000};               ///< before asking again, each time twice as long
    std::chrono::seconds patience{60};                   ///< with less than 500 bytes a second
};

/// What came.
struct FetchedFile {
    std::string type;  ///< the media type that the server says, if any
    std::uintmax_t bytes = 0;
};

/// Downloads into `path`, going on behind what an earlier call has left there where the server still has the
/// same file (RFC 9110, 13.1.5); its mark is kept beside it as `<path>.mark` until the file is whole. What
/// breaks off is asked for again, a few times. Throws `http_failed` (kind `later`: another call goes on where
/// this one ended; kind `refused`: the server does not give it), `file_too_large` (nothing is left of it
/// then), `address_refused`, `interrupted`, and file errors.
FetchedFile fetch_file(const FileRequest& request, const std::stop_token& stop = {});

}  // namespace cityfm::net
