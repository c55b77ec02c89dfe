// SPDX-License-Identifier: MIT
#include "pipeline/app/make/loudness_plot.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "pipeline/core/format.h"
#include "pipeline/core/time.h"
#include "pipeline/text/markup.h"
#include "pipeline/text/unicode.h"

namespace cityfm::app {
namespace {

using core::format;

// The picture and the field of the curves in it, in pixels.
constexpr double width = 1000;
constexpr double height = 420;
constexpr double left = 56;
constexpr double right = width - 16;
constexpr double top = 64;
constexpr double bottom = height - 36;

// What the field shows, in LUFS and dB alike.
constexpr int loudest = 0;
constexpr int quietest = -60;

double y_of(double level) {
    return top +
           (bottom - top) * (loudest - std::clamp<double>(level, quietest, loudest)) / (loudest - quietest);
}

std::string line(double x1, double y1, double x2, double y2, std::string_view style) {
    return format("<path d=\"M{:.1f} {:.1f}L{:.1f} {:.1f}\" {}/>\n", x1, y1, x2, y2, style);
}

std::string text_at(double x, double y, std::string_view style, const std::string& said) {
    return format("<text x=\"{:.1f}\" y=\"{:.1f}\" {}>{}</text>\n", x, y, style,
                  text::escape_html(text::clean(said)));
}

/// A round number of seconds between the marks of the time axis, of which there are at most a dozen.
int seconds_a_mark(double seconds) {
    constexpr std::array<int, 12> round = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800};
    const auto* const fits =
        std::find_if(round.begin(), round.end(), [&](int step) { return seconds / step <= 12; });
    return fits != round.end() ? *fits : 3600 * static_cast<int>(std::ceil(seconds / 3600 / 12));
}

/// The picture while it is drawn.
class Drawing {
  public:
    Drawing(const LoudnessPlot& plot, const Words& words)
        : plot_(plot),
          words_(words),
          seconds_(std::max(plot.curve.seconds_a_point,
                            plot.curve.seconds_a_point * static_cast<double>(plot.curve.points.size()))) {}

    std::string draw() {
        svg_ = format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" "
            "font-family=\"'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic', sans-serif\" font-size=\"12\">\n"
            "<rect width=\"{0}\" height=\"{1}\" fill=\"#ffffff\"/>\n",
            width, height);
        draw_head();
        draw_axes();
        draw_momentary();
        draw_short_term();
        draw_limits();
        return svg_ + "</svg>\n";
    }

  private:
    double x_of(double seconds) const { return left + (right - left) * seconds / seconds_; }
    double x_of_point(std::size_t point) const {
        return x_of((static_cast<double>(point) + 0.5) * plot_.curve.seconds_a_point);
    }

    void draw_head() {
        svg_ += text_at(left, 24, "font-size=\"16\" fill=\"#222222\"", text::cut_graphemes(plot_.title, 60));
        const audio::Loudness& l = plot_.figures;
        std::string figures = words_(core::Code::word_silent, {});
        if (l.integrated_lufs) figures = format("{:.2f} LUFS", *l.integrated_lufs);
        if (l.range_lu) figures += format(" · LRA {:.1f} LU", *l.range_lu);
        if (l.true_peak_dbtp) figures += format(" · {:.2f} dBTP", *l.true_peak_dbtp);
        svg_ += text_at(right, 24, "text-anchor=\"end\" fill=\"#222222\"", figures);
        double x = left;
        const auto legend = [&](std::string_view colour, core::Code code) {
            const std::string name = words_(code, {});
            svg_ +=
                format("<rect x=\"{:.1f}\" y=\"40\" width=\"14\" height=\"8\" fill=\"{}\"/>\n", x, colour);
            svg_ += text_at(x + 19, 48, "fill=\"#555555\"", name);
            x += 45 + 6.6 * static_cast<double>(text::width(name));
        };
        legend("#9ecae1", core::Code::word_momentary);
        legend("#08519c", core::Code::word_short_term);
        if (plot_.target_lufs) legend("#238b45", core::Code::word_target);
        if (plot_.ceiling_dbtp) legend("#cb181d", core::Code::word_ceiling);
        if (!plot_.limiter_gains.empty()) legend("#fd8d3c", core::Code::word_limiter);
    }

    void draw_axes() {
        for (int level = loudest; level >= quietest; level -= 10) {
            svg_ += line(left, y_of(level), right, y_of(level), "stroke=\"#e5e5e5\"");
            svg_ += text_at(left - 6, y_of(level) + 4, "text-anchor=\"end\" fill=\"#555555\"",
                            std::to_string(level));
        }
        const int step = seconds_a_mark(seconds_);
        for (int at = 0; at <= seconds_; at += step) {
            svg_ += line(x_of(at), bottom, x_of(at), bottom + 4, "stroke=\"#888888\"");
            svg_ += text_at(x_of(at), bottom + 18, "text-anchor=\"middle\" fill=\"#555555\"",
                            core::show_offset(at));
        }
    }

    void draw_momentary() {
        svg_ += "<path fill=\"#9ecae1\" stroke=\"none\" d=\"";
        const auto& points = plot_.curve.points;
        for (std::size_t i = 0; i < points.size(); ++i) {
            if (!points[i].momentary_lufs) continue;
            const double from = x_of(static_cast<double>(i) * plot_.curve.seconds_a_point);
            const double to = x_of(static_cast<double>(i + 1) * plot_.curve.seconds_a_point);
            svg_ += format("M{:.1f} {:.1f}V{:.1f}H{:.1f}V{:.1f}Z", from, bottom,
                           y_of(*points[i].momentary_lufs), to, bottom);
        }
        svg_ += "\"/>\n";
    }

    void draw_short_term() {
        svg_ += "<path fill=\"none\" stroke=\"#08519c\" stroke-width=\"1.6\" d=\"";
        bool drawing = false;
        const auto& points = plot_.curve.points;
        for (std::size_t i = 0; i < points.size(); ++i) {
            if (points[i].short_term_lufs) {
                svg_ += format("{}{:.1f} {:.1f}", drawing ? 'L' : 'M', x_of_point(i),
                               y_of(*points[i].short_term_lufs));
            }
            drawing = points[i].short_term_lufs.has_value();
        }
        svg_ += "\"/>\n";
    }

    void draw_limits() {
        if (plot_.target_lufs) {
            svg_ += line(left, y_of(*plot_.target_lufs), right, y_of(*plot_.target_lufs),
                         "stroke=\"#238b45\" stroke-width=\"1.4\" stroke-dasharray=\"6 4\"");
        }
        if (!plot_.ceiling_dbtp) return;
        const double ceiling = y_of(*plot_.ceiling_dbtp);
        svg_ += "<path fill=\"#fd8d3c\" stroke=\"none\" d=\"";
        for (std::size_t second = 0; second < plot_.limiter_gains.size(); ++second) {
            const double gain = plot_.limiter_gains[second];
            if (gain >= 1) continue;
            const double from = x_of(static_cast<double>(second));
            // A second of a long programme is narrower than what can be seen.
            const double to = std::max(from + 1, x_of(std::min(seconds_, static_cast<double>(second) + 1)));
            svg_ += format("M{:.1f} {:.1f}V{:.1f}H{:.1f}V{:.1f}Z", from, ceiling,
                           y_of(*plot_.ceiling_dbtp + audio::to_db(gain)), to, ceiling);
        }
        svg_ += "\"/>\n";
        svg_ += line(left, ceiling, right, ceiling,
                     "stroke=\"#cb181d\" stroke-width=\"1.4\" stroke-dasharray=\"6 4\"");
    }

    const LoudnessPlot& plot_;
    const Words& words_;
    double seconds_;
    std::string svg_;
};

}  // namespace

std::string to_svg(const LoudnessPlot& plot, const Words& words) {
    return Drawing(plot, words).draw();
}

}  // namespace cityfm::app
