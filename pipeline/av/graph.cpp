// SPDX-License-Identifier: MIT
#include "pipeline/av/graph.h"

#include <string>

#include "pipeline/av/av_error.h"
#include "pipeline/av/channel_layout.h"
#include "pipeline/core/format.h"

extern "C" {
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
#include <libavutil/channel_layout.h>
#include <libavutil/mem.h>
}

namespace cityfm::av {
namespace {

struct FreeMemory {
    void operator()(void* memory) const noexcept { av_free(memory); }
};
struct FreeFilters {
    void operator()(AVFilterInOut* filters) const noexcept { avfilter_inout_free(&filters); }
};

std::string chain(const AVFrame& frame, std::optional<SoundFormat> wanted) {
    if (!wanted) return "aformat=sample_fmts=flt";
    std::string filters;
    if (frame.ch_layout.nb_channels == 1 && wanted->channels == 2) filters += "pan=stereo|c0=c0|c1=c0,";
    // The mean of both sides: two equal channels stay as loud as one of them.
    if (frame.ch_layout.nb_channels > 1 && wanted->channels == 1)
        filters += "aformat=sample_fmts=flt:channel_layouts=stereo,pan=mono|c0=0.5*c0+0.5*c1,";
    filters += core::format("aresample={0},aformat=sample_fmts=flt:channel_layouts={1}:sample_rates={0}",
                            wanted->sample_rate, layout_name(*wanted));
    return filters;
}

}  // namespace

FloatGraph::FloatGraph(const AVFrame& first, std::optional<SoundFormat> wanted)
    : graph_(checked(avfilter_graph_alloc(), "avfilter_graph_alloc")),
      shape_(checked(av_frame_alloc(), "av_frame_alloc")) {
    shape_->format = first.format;
    shape_->sample_rate = first.sample_rate;
    checked(av_channel_layout_copy(&shape_->ch_layout, &first.ch_layout), "av_channel_layout_copy");
    graph_->nb_threads = 1;

    source_ =
        checked(avfilter_graph_alloc_filter(graph_.get(), avfilter_get_by_name("abuffer"), "in"), "abuffer");
    const std::unique_ptr<AVBufferSrcParameters, FreeMemory> parameters(
        checked(av_buffersrc_parameters_alloc(), "av_buffersrc_parameters_alloc"));
    parameters->format = first.format;
    parameters->sample_rate = first.sample_rate;
    parameters->time_base = {1, first.sample_rate};
    parameters->ch_layout = first.ch_layout;
    checked(av_buffersrc_parameters_set(source_, parameters.get()), "av_buffersrc_parameters_set");
    checked(avfilter_init_str(source_, nullptr), "abuffer");
    checked(avfilter_graph_create_filter(&sink_, avfilter_get_by_name("abuffersink"), "out", nullptr, nullptr,
                                         graph_.get()),
            "abuffersink");

    std::unique_ptr<AVFilterInOut, FreeFilters> outputs(
        checked(avfilter_inout_alloc(), "avfilter_inout_alloc"));
    std::unique_ptr<AVFilterInOut, FreeFilters> inputs(
        checked(avfilter_inout_alloc(), "avfilter_inout_alloc"));
    outputs->name = av_strdup("in");
    outputs->filter_ctx = source_;
    inputs->name = av_strdup("out");
    inputs->filter_ctx = sink_;
    AVFilterInOut* open_inputs = inputs.release();
    AVFilterInOut* open_outputs = outputs.release();
    const int parsed = avfilter_graph_parse_ptr(graph_.get(), chain(first, wanted).c_str(), &open_inputs,
                                                &open_outputs, nullptr);
    inputs.reset(open_inputs);
    outputs.reset(open_outputs);
    checked(parsed, "avfilter_graph_parse_ptr");
    checked(avfilter_graph_config(graph_.get(), nullptr), "avfilter_graph_config");
}

bool FloatGraph::accepts(const AVFrame& frame) const {
    return frame.format == shape_->format && frame.sample_rate == shape_->sample_rate &&
           av_channel_layout_compare(&frame.ch_layout, &shape_->ch_layout) == 0;
}

void FloatGraph::push(AVFrame* frame) {
    checked(av_buffersrc_add_frame(source_, frame), "av_buffersrc_add_frame");
}

bool FloatGraph::pull(AVFrame& frame) {
    av_frame_unref(&frame);
    const int result = av_buffersink_get_frame(sink_, &frame);
    if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) return false;
    checked(result, "av_buffersink_get_frame");
    return true;
}

}  // namespace cityfm::av
