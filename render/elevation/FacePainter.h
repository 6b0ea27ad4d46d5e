#pragma once

#include "render/elevation/DeviceFace.h"

#include <algorithm>
#include <vector>

namespace colonnade::render {

/// Draws one face. Lengths that end in Mm are millimetres on the device, others are painter units.
class FacePainter {
public:
    FacePainter(QPainter& painter, const QRectF& rect, const model::PartType& part, FaceSide side,
                const Theme& theme, const FaceStyle& style)
        : m_painter{painter},
          m_rect{rect},
          m_part{part},
          m_front{side == FaceSide::Front},
          m_theme{theme},
          m_style{style},
          m_text{style.textScale}
    {
    }

    void paint();

private:
    static constexpr double smallestLabel = 9; ///< Smaller labels on faces vanish.
    static constexpr double cageGapMm = 1.4;

    /// Cages of one form for one network.
    struct CageGroup {
        model::CageForm form = model::CageForm::Other;
        int count = 0;
        int rows = 1;
        [[nodiscard]] int columns() const { return (count + rows - 1) / rows; }
        [[nodiscard]] double widthMm() const { return columns() * (cageSize(form).width() + cageGapMm) - cageGapMm; }
    };

    [[nodiscard]] double scale() const { return m_style.scale; }
    [[nodiscard]] QColor kindColour() const { return m_theme.kind(m_part.role); }
    [[nodiscard]] double bar() const { return std::clamp(13.3 * scale(), 3 * m_text, 4 * m_text); }
    [[nodiscard]] bool tall() const;
    [[nodiscard]] QPen hairline() const { return {m_theme.faceLine, 0.7 * m_text}; }

    void paintBody();
    void paintKindBar();
    /// Handles at both ends, and the lamp or the mark of the worst finding.
    void paintEars();
    void paintLabel();
    /// Beside the label, where there is room that no port needs. Returns the room that it took.
    double paintModelName(double labelPixels, double after, double baseline);
    [[nodiscard]] bool hasPortsHere() const;
    [[nodiscard]] std::vector<CageGroup> groups() const;
    [[nodiscard]] static double portsMm(const std::vector<CageGroup>& groups);
    void paintContent();
    /// No ports are known: a dashed inner frame, not an invented face.
    void paintUnknown();
    void paintPorts();
    void paintBlock(const QRectF& place, const CageGroup& group);
    void paintCages(const QRectF& place, const CageGroup& group, double squeeze);
    void paintFrontModules();
    void paintRearModules();
    /// Equal frames with a fan ring: rectifiers, supplies. From the left of the content to `right`.
    void paintModules(int count, double right, bool wide);
    void paintChips(int count);
    void paintInlets(int count);
    void paintCouplings();
    void paintOutletStrip();
    /// Dots where nothing else is; denser for more heat to air; none where liquid takes all of it.
    void paintVents();

    QPainter& m_painter;
    const QRectF m_rect;
    const model::PartType& m_part;
    const bool m_front;
    const Theme& m_theme;
    const FaceStyle& m_style;
    const double m_text;
    QRectF m_content; ///< What is still free.
    bool m_hasModules = false;
};

} // namespace colonnade::render
