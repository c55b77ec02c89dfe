// SPDX-License-Identifier: MIT
#pragma once

#include <tiostream.h>

#include <filesystem>

namespace cityfm::media {

/// A file under TagLib's hands. TagLib's own stream does not say when a write fails; here every failed call
/// throws, and names the file.
class TagStream final : public TagLib::IOStream {
  public:
    explicit TagStream(const std::filesystem::path& path);
    TagStream(const TagStream&) = delete;
    TagStream& operator=(const TagStream&) = delete;
    ~TagStream() override;

    TagLib::FileName name() const override { return path_.c_str(); }
    bool readOnly() const override { return false; }
    bool isOpen() const override { return true; }
    TagLib::ByteVector readBlock(unsigned long length) override;
    void writeBlock(const TagLib::ByteVector& data) override;
    void insert(const TagLib::ByteVector& data, unsigned long start, unsigned long replace) override;
    void removeBlock(unsigned long start, unsigned long length) override;
    void seek(long offset, Position from) override;
    long tell() const override { return at_; }
    long length() override;
    void truncate(long length) override;

  private:
    void write(const char* bytes, long size, long at) const;
    /// Reads up to `size` bytes; gives how many there were.
    long read(char* bytes, long size, long at) const;
    /// A position that was asked for, as an offset. Throws where no file can be so long.
    long place_to_write(unsigned long start) const;
    /// Moves everything behind `from` to `to`, which may lie before or behind it.
    void move_rest(long from, long to);

    std::filesystem::path path_;
    int descriptor_;
    long at_ = 0;
};

}  // namespace cityfm::media
