// SPDX-License-Identifier: MIT
#include "tests/pipeline/media/id3_bytes.h"

#include "tests/support/raw_bytes.h"

namespace cityfm::tests {

std::string seven_bits(std::size_t value) {
    std::string text;
    for (unsigned i = 4; i > 0; --i) text += static_cast<char>(value >> (7 * (i - 1)) & 0x7fU);
    return text;
}

std::string frame_head(int version, const std::string& id, std::size_t size, const std::string& flags) {
    if (version == 2) return id + big(size, 3);
    return id + (version == 4 ? seven_bits(size) : big(size)) + flags;
}

std::string frame(int version, const std::string& id, const std::string& content, const std::string& flags) {
    return frame_head(version, id, content.size(), flags) + content;
}

std::string id3(int version, const std::string& content, int flags) {
    return "ID3" + std::string{static_cast<char>(version), '\0', static_cast<char>(flags)} +
           seven_bits(content.size()) + content;
}

std::string latin1(const std::string& text) {
    return '\0' + text;
}

std::string title(int version, const std::string& text) {
    return frame(version, version == 2 ? "TT2" : "TIT2", latin1(text));
}

std::string chapter(int version, const std::string& id, std::uint32_t start_ms, const std::string& inner) {
    return frame(version, "CHAP",
                 id + '\0' + big(start_ms) + big(start_ms + 1) + big(0xffffffff) + big(0xffffffff) + inner);
}

std::string contents(const std::string& id, const std::vector<std::string>& entries,
                     const std::string& inner) {
    std::string content = id + '\0' + '\3' + static_cast<char>(entries.size());
    for (const std::string& entry : entries) content += entry + '\0';
    return frame(3, "CTOC", content + inner);
}

std::string unsynchronised(const std::string& bytes) {
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        out += bytes[i];
        const bool last = i + 1 == bytes.size();
        if (bytes[i] == '\xff' && (last || bytes[i + 1] == '\0' || (bytes[i + 1] & 0xe0) == 0xe0))
            out += '\0';
    }
    return out;
}

std::string ape_end(std::size_t size, std::size_t items, std::uint32_t flags) {
    return "APETAGEX" + little(2000) + little(size) + little(items) + little(flags) + std::string(8, '\0');
}

std::string ape_item(const std::string& key, const std::string& value) {
    return little(value.size()) + little(0) + key + '\0' + value;
}

std::string id3v1(const std::string& text) {
    std::string tag = "TAG" + text;
    tag.resize(128, '\0');
    return tag;
}

}  // namespace cityfm::tests
