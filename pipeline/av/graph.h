// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "pipeline/av/handles.h"
#include "pipeline/av/reader.h"

namespace cityfm::av {

/// A filter graph that turns decoded frames of one shape into interleaved float, in the wanted format or as
/// it is.
class FloatGraph {
  public:
    FloatGraph(const AVFrame& first, std::optional<SoundFormat> wanted);

    /// True while `frame` has the shape that the graph was made for.
    bool accepts(const AVFrame& frame) const;

    /// Takes over the frame's buffers; null ends the graph.
    void push(AVFrame* frame);

    /// The next finished frame; false when more input is needed, or at the end.
    bool pull(AVFrame& frame);

  private:
    FilterGraph graph_;
    AVFilterContext* source_ = nullptr;
    AVFilterContext* sink_ = nullptr;
    Frame shape_;
};

}  // namespace cityfm::av
