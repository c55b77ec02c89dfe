// SPDX-License-Identifier: MIT
#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/error.h"
#include "pipeline/net/http.h"
#include "tests/support/files.h"
#include "tests/support/servers/http_server.h"

namespace cityfm::tests {

/// No part of it is like another.
inline std::string counted_bytes() {
    std::string bytes;
    for (int i = 0; bytes.size() < 100'000; ++i) bytes += std::to_string(i) + ' ';
    bytes.resize(100'000);
    return bytes;
}

inline const std::string sound = counted_bytes();
inline const std::map<std::string, std::string> tagged{{"ETag", "\"one\""}, {"Content-Type", "audio/mpeg"}};

/// An answer as it goes over the wire.
inline std::string answer(const std::vector<std::string>& lines, std::string_view body) {
    std::string bytes;
    for (const std::string& line : lines) bytes += line + "\r\n";
    return (bytes += "\r\n").append(body);
}

inline std::string whole_answer(const std::string& content, const std::string& tag) {
    return answer({"HTTP/1.1 200 OK", "ETag: \"" + tag + "\"", "Content-Type: audio/mpeg",
                   "Content-Length: " + std::to_string(content.size())},
                  content);
}

/// The whole sound is announced, and no more than its first `bytes` come.
inline std::string cut_answer(std::size_t bytes) {
    std::string all = whole_answer(sound, "one");
    all.resize(all.size() - sound.size() + bytes);
    return all;
}

/// What an honest server answers when it is asked to go on.
inline std::string part_answer(std::size_t from, const std::string& range, const std::string& tag = "one") {
    return answer({"HTTP/1.1 206 Partial Content", "ETag: \"" + tag + "\"", "Content-Range: " + range,
                   "Content-Length: " + std::to_string(sound.size() - from)},
                  std::string_view(sound).substr(from));
}

inline net::FileRequest request_for(const std::string& url, const std::filesystem::path& path) {
    net::FileRequest request;
    request.url = url;
    request.path = path;
    request.pause = std::chrono::milliseconds(0);
    return request;
}

inline core::Error error_of(const net::FileRequest& request, const std::stop_token& stop = {}) {
    try {
        const net::FetchedFile file = net::fetch_file(request, stop);
        return {core::Kind::failed, core::Code::unexpected, {{"bytes", std::to_string(file.bytes)}}};
    } catch (const core::Error& error) {
        return error;
    }
}

/// Serves the sound, or of it what is asked for.
inline Answer serve(const Asked& asked) {
    return {asked.headers.contains("range") ? 206 : 200, sound, tagged, {}};
}

/// What a killed run leaves.
inline void leave(const std::filesystem::path& path, std::size_t bytes, const std::string& mark) {
    write(path, sound.substr(0, bytes));
    write(path.string() + ".mark", mark);
}

inline void check_whole(const TempFolder& folder, const std::string& content = sound) {
    CHECK((read(folder / "a.mp3") == content));
    CHECK(digests_below(folder.path()).size() == 1);
}

}  // namespace cityfm::tests
