// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

namespace cityfm::av {

/// Turns the colours of an ICC profile into those of sRGB, which is how a picture without a profile is shown.
class ToSrgb {
  public:
    /// Nothing where there is no need or no way: for a profile that does the same as sRGB (no colour moves by
    /// more than 2 of 255), and for one that is broken, larger than 4 MB, or made for other pictures: of a
    /// printing press, or grey where the picture has colours.
    static std::optional<ToSrgb> by(std::string_view profile, bool grey_picture);

    /// Turns rows of pixels in place. A pixel is of 3 bytes, RGB, or 4, with alpha, which stays as it is.
    void apply(unsigned char* pixels, int width, int height, std::ptrdiff_t row_bytes,
               unsigned pixel_bytes) const;

  private:
    struct Close {
        void operator()(void* profile) const noexcept;
    };

    std::unique_ptr<void, Close> profile_;
    bool grey_ = false;
};

}  // namespace cityfm::av
