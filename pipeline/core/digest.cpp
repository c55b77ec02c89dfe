// SPDX-License-Identifier: MIT
#include "pipeline/core/digest.h"

#include <openssl/evp.h>

#include <array>
#include <cctype>

#include "pipeline/core/base64.h"
#include "pipeline/core/error.h"
#include "pipeline/core/format.h"

namespace cityfm::core {
struct FreeContext {
    void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

namespace {

Context begin(const EVP_MD* algorithm) {
    Context context(EVP_MD_CTX_new());
    if (!context || EVP_DigestInit_ex(context.get(), algorithm, nullptr) != 1) {
        throw Error(Kind::failed, Code::library_failed,
                    {{"library", "libcrypto"}, {"reason", "EVP_DigestInit"}});
    }
    return context;
}

std::string end(EVP_MD_CTX* context) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned int size = 0;
    EVP_DigestFinal_ex(context, bytes.data(), &size);
    return {reinterpret_cast<const char*>(bytes.data()), size};
}

std::string hex(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes) text += format("{:02x}", static_cast<unsigned char>(byte));
    return text;
}

}  // namespace

struct Sha256::State {
    Context context = begin(EVP_sha256());
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;
Sha256::~Sha256() = default;

void Sha256::update(std::string_view bytes) {
    EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size());
}

std::string Sha256::finish() {
    return hex(end(state_->context.get()));
}

std::string sha256(std::string_view bytes) {
    Sha256 digest;
    digest.update(bytes);
    return digest.finish();
}

std::string sha256_file(const std::filesystem::path& path) {
    return sha256_file(PlainFile(path));
}

std::string sha256_file(const PlainFile& file) {
    Sha256 digest;
    std::array<char, 1U << 18U> buffer{};
    for (std::int64_t at = 0;;) {
        const std::size_t got = file.read_at(at, buffer.data(), buffer.size());
        if (got == 0) return digest.finish();
        digest.update({buffer.data(), got});
        at += static_cast<std::int64_t>(got);
    }
}

bool is_sha256(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string from_hex(std::string_view digits) {
    if (digits.size() % 2 != 0 ||
        digits.find_first_not_of("0123456789abcdefABCDEF") != std::string_view::npos)
        return {};
    std::string bytes;
    for (std::size_t i = 0; i < digits.size(); i += 2)
        bytes += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
    return bytes;
}

bool is_uuid(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : std::isxdigit(static_cast<unsigned char>(text[i])) == 0) return false;
    }
    return true;
}

std::string subresource_integrity(std::string_view sha256_hex) {
    const std::string bytes = from_hex(sha256_hex);
    if (bytes.size() != 32) return {};
    return "sha256-" + base64(bytes);
}

std::string uuid_v5(std::string_view space, std::string_view name) {
    if (!is_uuid(space)) throw Error(Kind::show, Code::bad_guid, {{"found", std::string(space)}});
    std::string digits(space);
    std::erase(digits, '-');
    const std::string bytes = from_hex(digits);
    const Context context = begin(EVP_sha1());
    EVP_DigestUpdate(context.get(), bytes.data(), bytes.size());
    EVP_DigestUpdate(context.get(), name.data(), name.size());
    std::string digest = end(context.get()).substr(0, 16);
    digest[6] = static_cast<char>((digest[6] & 0x0f) | 0x50);
    digest[8] = static_cast<char>((digest[8] & 0x3f) | 0x80);
    std::string text = hex(digest);
    for (const std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, "-");
    return text;
}

}  // namespace cityfm::core
