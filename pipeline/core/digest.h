// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "pipeline/core/plain_file.h"

namespace cityfm::core {

/// SHA-256 of bytes as they come (FIPS 180-4).
class Sha256 {
  public:
    Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    ~Sha256();

    void update(std::string_view bytes);
    /// The digest in 64 lower-case hex digits; ends the use of this object.
    std::string finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The SHA-256 of `bytes` in hex.
std::string sha256(std::string_view bytes);

/// The SHA-256 of a file's content in hex. Throws on error.
std::string sha256_file(const std::filesystem::path& path);
std::string sha256_file(const PlainFile& file);

/// True for the 64 lower-case digits of a SHA-256 in hex.
bool is_sha256(std::string_view text);

/// The bytes that pairs of hex digits stand for; nothing where they are none.
std::string from_hex(std::string_view digits);

/// A SHA-256 in hex as browsers and apps compare it: `sha256-` and base64 (W3C Subresource Integrity). Empty
/// where it is none.
std::string subresource_integrity(std::string_view sha256_hex);

/// The name-based UUID of version 5 (RFC 9562, section 5.5): `space` is itself a UUID. Throws if it is not.
std::string uuid_v5(std::string_view space, std::string_view name);

/// True for the 36-character form, in either case.
bool is_uuid(std::string_view text);

}  // namespace cityfm::core
