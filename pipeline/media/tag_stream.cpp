// SPDX-License-Identifier: MIT
#include "pipeline/media/tag_stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "pipeline/core/error.h"

namespace cityfm::media {

using core::Code;

namespace {

/// No tag is larger (ID3v2.4, section 3.1), nor what else of a file is read whole.
constexpr long most_block = 256L << 20U;

/// Far beyond any file system's files, and far enough from overflowing.
constexpr unsigned long most_length = 1UL << 62U;

/// A length that a file states, where there are only `rest` bytes.
long bounded(unsigned long length, long rest) {
    return length > static_cast<unsigned long>(rest) ? rest : static_cast<long>(length);
}

}  // namespace

TagStream::TagStream(const std::filesystem::path& path)
    : path_(path), descriptor_(::open(path.c_str(), O_RDWR | O_CLOEXEC)) {
    if (descriptor_ < 0) core::fail_on_file(Code::cannot_write, path_, errno);
}

TagStream::~TagStream() {
    ::close(descriptor_);
}

long TagStream::read(char* bytes, long size, long at) const {
    long all = 0;
    while (all < size) {
        const ssize_t got = ::pread(descriptor_, bytes + all, static_cast<std::size_t>(size - all), at + all);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) core::fail_on_file(Code::cannot_read, path_, errno);
        if (got == 0) break;
        all += got;
    }
    return all;
}

void TagStream::write(const char* bytes, long size, long at) const {
    for (long all = 0; all < size;) {
        const ssize_t put =
            ::pwrite(descriptor_, bytes + all, static_cast<std::size_t>(size - all), at + all);
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) core::fail_on_file(Code::cannot_write, path_, errno);
        all += put;
    }
}

TagLib::ByteVector TagStream::readBlock(unsigned long length) {
    const long rest = std::max(this->length() - at_, 0L);
    const long wanted = bounded(length, rest);
    if (wanted > most_block) core::fail_on_file(Code::cannot_read, path_, EFBIG);
    TagLib::ByteVector block(static_cast<unsigned>(wanted), 0);
    const long got = wanted > 0 ? read(block.data(), wanted, at_) : 0;
    at_ += got;
    return block.resize(static_cast<unsigned>(got));
}

void TagStream::writeBlock(const TagLib::ByteVector& data) {
    write(data.data(), static_cast<long>(data.size()), at_);
    at_ += static_cast<long>(data.size());
}

void TagStream::insert(const TagLib::ByteVector& data, unsigned long start, unsigned long replace) {
    const long begin = place_to_write(start);
    const long replaced = bounded(replace, std::max(length() - begin, 0L));
    move_rest(std::min(begin + replaced, length()), begin + static_cast<long>(data.size()));
    at_ = begin;
    writeBlock(data);
}

void TagStream::removeBlock(unsigned long start, unsigned long length) {
    const long begin = place_to_write(start);
    if (begin >= this->length()) return;
    move_rest(begin + bounded(length, this->length() - begin), begin);
}

long TagStream::place_to_write(unsigned long start) const {
    if (start > most_length) core::fail_on_file(Code::cannot_write, path_, EFBIG);
    return static_cast<long>(start);
}

void TagStream::move_rest(long from, long to) {
    const long rest = length() - from;
    std::array<char, 1U << 16U> block{};
    const long most = static_cast<long>(block.size());
    // Away from where it goes to, so that nothing is overwritten before it is read.
    for (long moved = 0; from != to && moved < rest;) {
        const long size = std::min(most, rest - moved);
        const long at = to < from ? moved : rest - moved - size;
        const long got = read(block.data(), size, from + at);
        if (got < size) core::fail_on_file(Code::cannot_read, path_, EIO);
        write(block.data(), got, to + at);
        moved += got;
    }
    if (to < from) truncate(to + rest);
}

void TagStream::seek(long offset, Position from) {
    const long base = from == Current ? at_ : from == End ? length() : 0;
    long place = 0;
    // As with fseek(3), what leads before the file, or further than files go, changes nothing.
    if (!__builtin_add_overflow(base, offset, &place) && place >= 0) at_ = place;
}

long TagStream::length() {
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0) core::fail_on_file(Code::cannot_read, path_, errno);
    return status.st_size;
}

void TagStream::truncate(long length) {
    if (::ftruncate(descriptor_, length) != 0) core::fail_on_file(Code::cannot_write, path_, errno);
}

}  // namespace cityfm::media
