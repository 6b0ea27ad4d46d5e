#include "render/elevation/DeviceFace.h"

#include "model/units/RackUnit.h"
#include "model/units/Text.h"
#include "render/theme/Fonts.h"

#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace colonnade::render {
namespace {

using model::CageForm;
using model::PartKind;
using model::PartType;
using model::PortRole;
using model::PowerInput;

constexpr double smallestLabel = 9; // Smaller labels on faces vanish.
constexpr double modelNameWidth = 220;
constexpr int blockedFrom =
    24; // More cages than this become one block where they would be too small.
constexpr double leastCage = 1.8; // Painter units; narrower cages are not told apart.
constexpr double leastSqueeze =
    0.5; // Cages may be drawn this much narrower before they become a block.
constexpr double cageGapMm = 1.4, groupGapMm = 5, rowGapMm = 2.4, edgeMm = 3;

struct CageGroup {
    CageForm form = CageForm::Other;
    int count = 0;
    int rows = 1;
    [[nodiscard]] int columns() const { return (count + rows - 1) / rows; }
    [[nodiscard]] double widthMm() const
    {
        return columns() * (cageSize(form).width() + cageGapMm) - cageGapMm;
    }
};

// From the left: the widest networks first, service ports last.
int order(PortRole role)
{
    switch (role) {
    case PortRole::ScaleUp: return 0;
    case PortRole::Any: return 1;
    case PortRole::Compute: return 2;
    case PortRole::Storage: return 3;
    case PortRole::Frontend: return 4;
    case PortRole::Management: return 5;
    case PortRole::Bmc: return 6;
    }
    return 7;
}

const char* shortName(CageForm form)
{
    switch (form) {
    case CageForm::OsfpTwin:
    case CageForm::OsfpRhs:
    case CageForm::Osfp: return "OSFP";
    case CageForm::QsfpDd: return "QSFP-DD";
    case CageForm::Qsfp112:
    case CageForm::Qsfp56:
    case CageForm::Qsfp28: return "QSFP";
    case CageForm::Sfp56:
    case CageForm::Sfp28: return "SFP";
    case CageForm::Rj45: return "RJ45";
    case CageForm::Mpo: return "MPO";
    case CageForm::Other: return "ports";
    }
    return "";
}

bool portsInFront(const PartType& part)
{
    return part.kind == PartKind::Tray || part.kind == PartKind::Switch
        || part.kind == PartKind::PatchPanel;
}

bool shouldHavePorts(const PartType& part)
{
    return portsInFront(part) || part.kind == PartKind::Server || part.kind == PartKind::Storage;
}

int countOf(const PartType& part, PowerInput::Kind kind)
{
    int count = 0;
    for (const PowerInput& input : part.inputs)
        count += input.kind == kind ? input.count : 0;
    return count;
}

int whole(const PartType& part, std::string_view key)
{
    return static_cast<int>(std::lround(part.number(key).value_or(0)));
}

/// Draws one face. Lengths that end in Mm are millimetres on the device, others are painter units.
class FacePainter {
public:
    FacePainter(QPainter& painter, const QRectF& rect, const PartType& part, FaceSide side,
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

    void paint()
    {
        if (m_style.detail == FaceDetail::Column) {
            m_painter.fillRect(m_rect, mixed(kindColour(), m_theme.opening, 0.55));
            return;
        }
        paintBody();
        if (m_part.kind == PartKind::Blanking)
            return;
        paintKindBar();
        if (m_part.kind == PartKind::RackPdu && m_rect.height() > 3 * m_rect.width()) {
            paintOutletStrip();
            return;
        }
        m_content =
            m_rect.adjusted(m_front ? bar() + 2 * m_text : 3 * m_text, edgeMm * scale(),
                            m_front ? -3 * m_text : -(bar() + 2 * m_text), -edgeMm * scale());
        if (m_style.detail != FaceDetail::Blocks) {
            paintEars();
            paintLabel();
        }
        paintContent();
    }

private:
    [[nodiscard]] double scale() const { return m_style.scale; }
    [[nodiscard]] QColor kindColour() const { return m_theme.kind(m_part.role); }
    [[nodiscard]] double bar() const { return std::clamp(13.3 * scale(), 3 * m_text, 4 * m_text); }
    [[nodiscard]] bool tall() const
    {
        return m_rect.height() >= 2.2 * model::rackUnitMillimetres * scale() * 0.98;
    }
    [[nodiscard]] QPen hairline() const { return {m_theme.faceLine, 0.7 * m_text}; }

    void paintBody()
    {
        QColor fill = m_theme.face;
        if (m_part.kind == PartKind::Blanking)
            fill = mixed(m_theme.face, m_theme.opening, 0.55);
        else if (m_style.detail == FaceDetail::Blocks)
            fill = mixed(kindColour(), m_theme.face, 0.16);
        m_painter.setPen(hairline());
        m_painter.setBrush(fill);
        m_painter.drawRoundedRect(m_rect, m_text, m_text);
        if (m_part.kind != PartKind::Blanking || m_style.detail == FaceDetail::Blocks)
            return;
        // A panel's four screws.
        const double r = std::max(0.7 * m_text, 2 * scale());
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_theme.faceLine);
        for (const double x : {m_rect.left() + 8 * scale() + r, m_rect.right() - 8 * scale() - r})
            m_painter.drawEllipse(QPointF{x, m_rect.center().y()}, r, r);
    }

    void paintKindBar()
    {
        QRectF edge = m_rect;
        edge.setWidth(bar());
        if (!m_front)
            edge.moveRight(m_rect.right());
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(kindColour());
        m_painter.drawRoundedRect(edge, m_text, m_text);
    }

    // Handles at both ends, and the lamp or the mark of the worst finding.
    void paintEars()
    {
        const double width = std::clamp(4 * scale(), 1.4 * m_text, 5 * m_text);
        const double inset = m_rect.height() * 0.2;
        const bool handles = m_front && m_rect.width() > 90 * m_text;
        if (handles) {
            m_painter.setPen(Qt::NoPen);
            m_painter.setBrush(m_theme.faceLine);
            QRectF handle{m_content.left(), m_rect.top() + inset, width,
                          std::min(m_rect.height() - 2 * inset, 60 * scale() + 4 * m_text)};
            handle.moveTop(m_rect.center().y() - handle.height() / 2);
            m_painter.drawRoundedRect(handle, width / 2, width / 2);
            handle.moveRight(m_content.right());
            m_painter.drawRoundedRect(handle, width / 2, width / 2);
            m_content.adjust(width + 2.4 * m_text, 0, -(width + 2.4 * m_text), 0);
        }
        if (m_style.finding) {
            const double side = std::clamp(m_rect.height() - 1.5 * m_text, 8 * m_text, 14 * m_text);
            const QRectF box{m_front ? m_content.right() - side : m_content.left(),
                             m_rect.center().y() - side / 2, side, side};
            paintGlyph(m_painter, *m_style.finding, box, m_theme);
            if (m_front)
                m_content.setRight(box.left() - 2 * m_text);
            else
                m_content.setLeft(box.right() + 2 * m_text);
            return;
        }
        if (!m_front || m_rect.height() < 6 * m_text)
            return;
        const double r = std::clamp(2 * scale(), 1.15 * m_text, 3 * m_text);
        const QPointF centre{m_content.right() - 2 * m_text - r, m_rect.center().y()};
        m_painter.setPen(m_style.judged ? QPen{Qt::NoPen} : hairline());
        m_painter.setBrush(m_style.judged ? QBrush{m_theme.led} : QBrush{Qt::NoBrush});
        m_painter.drawEllipse(centre, r, r);
        m_content.setRight(centre.x() - r - 3 * m_text);
    }

    void paintLabel()
    {
        if (m_style.detail < FaceDetail::Faces || m_style.label.isEmpty())
            return;
        const double line = std::min(m_rect.height(), model::rackUnitMillimetres * scale());
        const double pixels = std::clamp(line / m_text * 0.70, smallestLabel, 12.0) * m_text;
        if (m_rect.height() < smallestLabel * m_text)
            return;
        m_painter.setFont(render::face(m_painter, pixels, QFont::DemiBold));
        m_painter.setPen(m_theme.text);
        const QString label = elided(m_painter, m_style.label, m_content.width() * 0.6);
        const double width = textWidth(m_painter, label);
        const double middle = tall() ? m_content.top() + line / 2 : m_rect.center().y();
        const double baseline = middle + pixels * 0.36;
        drawText(m_painter, {m_front ? m_content.left() : m_content.right() - width, baseline},
                 label);
        if (tall()) {
            paintModelName(pixels, width, baseline);
            m_content.setTop(m_content.top() + line);
            return;
        }
        // A column of one width, so that what stands beside the labels lines up from face to face.
        const double column =
            std::max(width, textWidth(m_painter, QStringLiteral("C18"))) + 6 * m_text;
        if (m_front)
            m_content.setLeft(m_content.left() + column);
        else
            m_content.setRight(m_content.right() - column);
        if (m_front && m_rect.width() >= modelNameWidth * m_text) {
            const double used = paintModelName(pixels, -1, baseline);
            m_content.setLeft(m_content.left() + used);
        }
    }

    /// Beside the label, where there is room that no port needs. Returns the room that it took.
    double paintModelName(double labelPixels, double after, double baseline)
    {
        if (m_rect.width() < modelNameWidth * m_text)
            return 0;
        double room = m_content.width() * 0.9 - std::max(after, 0.0);
        if (after < 0)
            room = m_content.width() - (hasPortsHere() ? portsMm(groups()) * scale() : 0)
                - 40 * scale();
        m_painter.setFont(
            render::face(m_painter, std::max(labelPixels * 0.86, smallestLabel * m_text)));
        m_painter.setPen(m_theme.text2);
        const QString name = elided(m_painter, plain(m_part.model),
                                    std::min(room - 8 * m_text, m_rect.width() * 0.45));
        if (name.size() < 4)
            return 0;
        const double width = textWidth(m_painter, name);
        const double left = after < 0 ? m_content.left()
            : m_front                 ? m_content.left() + after + 8 * m_text
                                      : m_content.right() - after - 8 * m_text - width;
        drawText(m_painter, {left, baseline}, name);
        return width + 8 * m_text;
    }

    [[nodiscard]] bool hasPortsHere() const
    {
        return portsInFront(m_part) == m_front && !m_part.cages.empty();
    }

    [[nodiscard]] std::vector<CageGroup> groups() const
    {
        auto cages = m_part.cages;
        std::ranges::stable_sort(cages, {}, [](const model::Cages& c) { return order(c.role); });
        std::vector<CageGroup> groups;
        for (const model::Cages& c : cages) {
            if (c.count > 0)
                groups.push_back({c.form, c.count, c.count > 8 ? 2 : 1});
        }
        return groups;
    }

    [[nodiscard]] static double portsMm(const std::vector<CageGroup>& groups)
    {
        double width = 0;
        for (const CageGroup& group : groups)
            width += group.widthMm() + groupGapMm;
        return width;
    }

    void paintContent()
    {
        if (m_content.width() < 4 || m_content.height() < 1)
            return;
        if (m_front && shouldHavePorts(m_part) && m_part.cages.empty()) {
            paintUnknown();
            return;
        }
        if (hasPortsHere())
            paintPorts();
        if (m_front)
            paintFrontModules();
        else
            paintRearModules();
        paintVents();
    }

    // No ports are known: a dashed inner frame, not an invented face.
    void paintUnknown()
    {
        QPen pen = hairline();
        pen.setDashPattern({3, 2.5});
        m_painter.setPen(pen);
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRect(m_content.adjusted(2 * m_text, 0, -2 * m_text, 0));
    }

    void paintPorts()
    {
        auto all = groups();
        const double roomMm = m_content.width() / scale();
        const double tallMm = m_content.height() / scale();
        const auto mayGrow = [&](const CageGroup& g) {
            const QSizeF cage = cageSize(g.form);
            return g.rows < g.count
                && (g.rows + 1) * (cage.height() + rowGapMm) - rowGapMm <= tallMm;
        };
        while (portsMm(all) * leastSqueeze > roomMm) {
            CageGroup* widest = nullptr;
            for (CageGroup& group : all) {
                if (mayGrow(group) && (!widest || group.widthMm() > widest->widthMm()))
                    widest = &group;
            }
            if (!widest)
                break;
            ++widest->rows;
        }
        const double squeeze = std::min(1.0, roomMm / std::max(portsMm(all), 1.0));
        // Service ports stand at the far end; what is wide stands toward the middle.
        double right = m_content.right();
        for (auto group = all.rbegin(); group != all.rend(); ++group) {
            const double width = group->widthMm() * std::max(squeeze, 0.0) * scale();
            const QRectF place{right - width, m_content.top(), width, m_content.height()};
            const double cage = cageSize(group->form).width() * squeeze * scale();
            if (cage < leastCage || squeeze < leastSqueeze
                || (m_style.detail < FaceDetail::Faces && group->count > blockedFrom))
                paintBlock(place, *group);
            else
                paintCages(place, *group, squeeze);
            right = place.left() - groupGapMm * squeeze * scale();
        }
        m_content.setRight(std::max(right, m_content.left()));
    }

    void paintBlock(const QRectF& place, const CageGroup& group)
    {
        const double tallest = std::min(place.height(), 32 * scale());
        const QRectF block{place.left(), place.center().y() - tallest / 2, place.width(), tallest};
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_theme.cage);
        m_painter.drawRoundedRect(block, 0.6 * m_text, 0.6 * m_text);
        const QString text = QStringLiteral("%1 × %2")
                                 .arg(group.count)
                                 .arg(QLatin1StringView{shortName(group.form)});
        m_painter.setFont(render::face(m_painter, smallestLabel * m_text));
        if (block.height() < smallestLabel * m_text
            || textWidth(m_painter, text) > block.width() - 3 * m_text)
            return;
        m_painter.setPen(inkOn(m_theme.cage));
        drawText(m_painter,
                 {block.center().x(), block.center().y() + 0.36 * smallestLabel * m_text}, text,
                 Qt::AlignHCenter);
    }

    void paintCages(const QRectF& place, const CageGroup& group, double squeeze)
    {
        const QSizeF size = cageSize(group.form);
        const double width = size.width() * squeeze * scale();
        const double pitch = (size.width() + cageGapMm) * squeeze * scale();
        const double tallMm = group.rows * (size.height() + rowGapMm) - rowGapMm;
        const double shrink = std::min(1.0, place.height() / (tallMm * scale()));
        const double height = size.height() * scale() * shrink;
        const double rowPitch = (size.height() + rowGapMm) * scale() * shrink;
        const double top = place.center().y() - (tallMm * scale() * shrink) / 2;
        const bool numbered =
            m_style.detail == FaceDetail::Full && height >= 8 * m_text && width >= 11 * m_text;
        if (numbered)
            m_painter.setFont(render::face(m_painter, smallestLabel * m_text));
        const double round = std::min(0.6 * m_text, height / 6);
        QPainterPath cages;
        for (int i = 0; i < group.count; ++i) {
            const QRectF cage{place.left() + (i / group.rows) * pitch,
                              top + (i % group.rows) * rowPitch, width, height};
            cages.addRoundedRect(cage, round, round);
        }
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_theme.cage);
        m_painter.drawPath(cages);
        if (!numbered)
            return;
        m_painter.setPen(inkOn(m_theme.cage));
        for (int i = 0; i < group.count; ++i) {
            const QPointF centre{place.left() + (i / group.rows) * pitch + width / 2,
                                 top + (i % group.rows) * rowPitch + height / 2};
            drawText(m_painter, centre + QPointF{0, 0.36 * smallestLabel * m_text},
                     QString::number(i + 1), Qt::AlignHCenter);
        }
    }

    void paintFrontModules()
    {
        if (m_part.shelf)
            paintModules(m_part.shelf->rectifiers, m_content.right(), true);
        else if (const int asics = whole(m_part, "switch_asic_count");
                 asics > 0 && m_part.kind == PartKind::Tray)
            paintChips(asics);
    }

    void paintRearModules()
    {
        if (m_part.kind == PartKind::PowerShelf || m_part.kind == PartKind::RackPdu) {
            paintInlets(std::max(1, countOf(m_part, PowerInput::Kind::AcCord)));
            return;
        }
        if (m_part.kind == PartKind::Cdu) {
            paintCouplings();
            return;
        }
        const int supplies = countOf(m_part, PowerInput::Kind::AcCord);
        if (supplies > 0) {
            QRectF band = m_content;
            const double bandMm = 42;
            if (band.height() > bandMm * scale() * 1.5)
                m_content.setTop(band.bottom() - bandMm * scale());
            paintModules(supplies,
                         m_content.left() + std::min(m_content.width(), supplies * 78 * scale()),
                         false);
            if (band.height() > bandMm * scale() * 1.5) {
                band.setBottom(m_content.top() - 2 * scale());
                m_content = band;
            }
        }
    }

    // Equal frames with a fan ring: rectifiers, supplies. From the left of the content to `right`.
    void paintModules(int count, double right, bool wide)
    {
        if (count <= 0) {
            if (m_part.kind == PartKind::PowerShelf && m_front)
                paintUnknown();
            return;
        }
        const double gap = 5.5 * scale();
        const double room = (right - m_content.left() + gap) / count;
        const double height = std::min(m_content.height(), 38 * scale());
        const double width = std::min(room - gap, (wide ? 1.75 : 1.9) * height);
        if (width < 1)
            return;
        const double pitch = wide ? std::min(room, width + gap) : width + gap;
        const double middle = m_content.center().y();
        m_painter.setPen(hairline());
        m_painter.setBrush(Qt::NoBrush);
        for (int i = 0; i < count; ++i) {
            const QRectF module{m_content.left() + i * pitch, middle - height / 2, width, height};
            m_painter.drawRoundedRect(module, 0.8 * m_text, 0.8 * m_text);
        }
        if (m_style.detail >= FaceDetail::Runs) {
            const double ring = std::min(height, width) / 3;
            for (int i = 0; i < count; ++i) {
                const QPointF centre{m_content.left() + i * pitch + width / 2, middle};
                m_painter.setPen(hairline());
                m_painter.setBrush(Qt::NoBrush);
                m_painter.drawEllipse(centre, ring, ring);
                m_painter.setPen(Qt::NoPen);
                m_painter.setBrush(m_theme.faceLine);
                m_painter.drawEllipse(centre, ring / 3, ring / 3);
            }
        }
        m_content.setLeft(m_content.left() + count * pitch + 2 * m_text);
        m_hasModules = true;
    }

    void paintChips(int count)
    {
        const double width = 71 * scale(), gap = 13 * scale();
        const double height = std::min(m_content.height(), 25 * scale());
        const double all = count * (width + gap);
        if (all > m_content.width())
            return;
        m_painter.setFont(render::face(m_painter, smallestLabel * m_text, QFont::Medium));
        const bool written = height >= smallestLabel * m_text;
        for (int i = 0; i < count; ++i) {
            const QRectF chip{m_content.right() - all + i * (width + gap),
                              m_content.center().y() - height / 2, width, height};
            m_painter.setPen(hairline());
            m_painter.setBrush(Qt::NoBrush);
            m_painter.drawRoundedRect(chip, 0.6 * m_text, 0.6 * m_text);
            if (!written)
                continue;
            m_painter.setPen(m_theme.text2);
            drawText(m_painter, chip.center() + QPointF{0, 0.36 * smallestLabel * m_text},
                     QStringLiteral("ASIC"), Qt::AlignHCenter);
        }
        m_content.setRight(m_content.right() - all);
    }

    void paintInlets(int count)
    {
        const double width = 49 * scale(), pitch = 58 * scale();
        const double height = std::min(m_content.height(), 26 * scale());
        m_painter.setPen(hairline());
        m_painter.setBrush(m_theme.cage);
        for (int i = 0; i < count && (i + 1) * pitch < m_content.width(); ++i) {
            const QRectF inlet{m_content.left() + 12 * scale() + i * pitch,
                               m_content.center().y() - height / 2, width, height};
            m_painter.drawRoundedRect(inlet, 5 * scale(), 5 * scale());
        }
        m_hasModules = true;
    }

    void paintCouplings()
    {
        const double radius = std::min(m_content.height() / 2, 18 * scale());
        const double y = m_content.center().y();
        for (const auto& [colour, nth] :
             {std::pair{m_theme.supply, 0}, std::pair{m_theme.returnPipe, 1}}) {
            m_painter.setPen({colour, std::max(1.0 * m_text, 4 * scale())});
            m_painter.setBrush(m_theme.face);
            m_painter.drawEllipse(
                QPointF{m_content.left() + radius + 12 * scale() + nth * 60 * scale(), y}, radius,
                radius);
        }
        m_hasModules = true;
    }

    void paintOutletStrip()
    {
        int outlets = 0;
        if (m_part.pdu) {
            for (const auto& group : m_part.pdu->outlets)
                outlets += group.count;
        }
        if (outlets <= 0 || m_style.detail < FaceDetail::Runs)
            return;
        const QRectF inner = m_rect.adjusted(m_rect.width() * 0.25, m_rect.height() * 0.08,
                                             -m_rect.width() * 0.35, -m_rect.height() * 0.02);
        const double pitch = inner.height() / outlets;
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_theme.cage);
        for (int i = 0; i < outlets; ++i)
            m_painter.drawRect(
                QRectF{inner.left(), inner.top() + i * pitch, inner.width(), pitch * 0.6});
    }

    // Dots where nothing else is; denser for more heat to air; none where liquid takes all of it.
    void paintVents()
    {
        if (m_style.detail < FaceDetail::Faces || m_hasModules)
            return;
        switch (m_part.kind) {
        case PartKind::Server:
        case PartKind::Tray:
        case PartKind::Storage:
        case PartKind::Switch: break;
        default: return;
        }
        const auto& cooling = m_part.cooling;
        if (cooling.airflow == model::Airflow::LiquidOnly
            || cooling.airflow == model::Airflow::Passive
            || cooling.liquidFraction.value_or(0) >= 1)
            return;
        if (!m_front && m_part.kind == PartKind::Tray)
            return; // Its rear is all couplings and connectors.
        double spacingMm = 9.8;
        if (const auto power = m_part.power.forOperation();
            power && m_part.body.height && m_part.body.height->value() > 0) {
            const double wattsPerUnit = power->value() * (1 - cooling.liquidFraction.value_or(0))
                / m_part.body.height->value();
            spacingMm = wattsPerUnit > 900 ? 8 : wattsPerUnit < 150 ? 13 : 9.8;
        }
        if (tall())
            spacingMm *= 1.5;
        const double pitch = std::max(spacingMm * scale(), 2.8 * m_text);
        const QSizeF dot{pitch * 0.55, pitch * 0.72};
        const QRectF area = m_content.adjusted(2 * m_text, 0, -4 * m_text, 0);
        const int columns = static_cast<int>(area.width() / pitch);
        const int rows =
            std::max(1, static_cast<int>((area.height() + pitch * 0.4) / (pitch * 1.15)));
        if (columns < 2)
            return;
        const double top = area.center().y() - (rows - 1) * pitch * 1.15 / 2 - dot.height() / 2;
        QPainterPath dots;
        for (int row = 0; row < rows; ++row) {
            for (int column = 0; column < columns; ++column)
                dots.addRect(QRectF{area.left() + column * pitch, top + row * pitch * 1.15,
                                    dot.width(), dot.height()});
        }
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_theme.vent);
        m_painter.drawPath(dots);
    }

    QPainter& m_painter;
    const QRectF m_rect;
    const PartType& m_part;
    const bool m_front;
    const Theme& m_theme;
    const FaceStyle& m_style;
    const double m_text;
    QRectF m_content; ///< What is still free.
    bool m_hasModules = false;
};

bool standsOnTheFloor(const PartType& part)
{
    return part.kind == PartKind::RackFrame || part.kind == PartKind::RackScale || part.kind == PartKind::Pod
        || part.body.mounting == model::Mounting::Floor;
}

} // namespace

FaceDetail detailFor(double unitPixels)
{
    if (unitPixels < 4)
        return FaceDetail::Column;
    if (unitPixels < 8)
        return FaceDetail::Blocks;
    if (unitPixels < 12)
        return FaceDetail::Runs;
    return unitPixels < 28 ? FaceDetail::Faces : FaceDetail::Full;
}

void paintFace(QPainter& painter, const QRectF& rect, const PartType& part, FaceSide side,
               const Theme& theme, const FaceStyle& style)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    FacePainter{painter, rect, part, side, theme, style}.paint();
    painter.restore();
}

void paintPart(QPainter& painter, const QRectF& box, const PartType& part, const Theme& theme,
               FaceSide side, const QString& label)
{
    const QSizeF size = outsideMm(part);
    FaceStyle style;
    style.scale = std::min(box.width() / size.width(), box.height() / size.height());
    style.label = label;
    style.judged = true;
    style.detail = std::clamp(detailFor(model::rackUnitMillimetres * style.scale), FaceDetail::Runs,
                              FaceDetail::Full);
    QRectF rect{{}, size * style.scale};
    rect.moveCenter(box.center());
    if (!standsOnTheFloor(part)) {
        paintFace(painter, rect.adjusted(0.4, 0.4, -0.4, -0.4), part, side, theme, style);
        return;
    }
    // Cabinets: their outside, with the kind bar; frames show their opening.
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen({theme.faceLine, 0.7});
    painter.setBrush(part.kind == PartKind::RackFrame ? theme.frame : theme.face);
    painter.drawRoundedRect(rect.adjusted(0.4, 0.4, -0.4, -0.4), 1, 1);
    painter.setPen(Qt::NoPen);
    if (part.kind == PartKind::RackFrame || part.kind == PartKind::RackScale) {
        const double wall = rect.width() * 0.1;
        painter.setBrush(theme.opening);
        const QRectF opening = rect.adjusted(wall, wall, -wall, -wall);
        painter.drawRect(opening);
        // What fills a rack-scale system is in entries of their own; here it only shows that it comes filled.
        if (part.kind == PartKind::RackScale) {
            painter.setBrush(mixed(theme.kind(part.role), theme.face, 0.45));
            const double pitch = std::max(2.5, opening.height() / 20);
            for (double y = opening.top() + 0.8; y + pitch - 0.8 <= opening.bottom(); y += pitch)
                painter.drawRect(QRectF{opening.left() + 0.8, y, opening.width() - 1.6, pitch - 0.9});
        }
    }
    painter.setBrush(theme.kind(part.role));
    painter.drawRect(QRectF{rect.left() + 0.4, rect.top() + 0.4,
                            std::clamp(rect.width() * 0.12, 2.0, 4.0), rect.height() - 0.8});
    painter.restore();
}

QSizeF outsideMm(const PartType& part)
{
    const auto& body = part.body;
    if (standsOnTheFloor(part)) {
        return {static_cast<double>(body.widthMm.value_or(model::Millimetres{600}).value()),
                static_cast<double>(body.heightMm.value_or(model::Millimetres{2200}).value())};
    }
    if (body.mounting == model::Mounting::ZeroU) {
        return {static_cast<double>(body.widthMm.value_or(model::Millimetres{56}).value()),
                static_cast<double>(body.heightMm.value_or(model::Millimetres{1800}).value())};
    }
    const double unit = body.openUnits ? model::openUnitMillimetres : model::rackUnitMillimetres;
    const double width = panelWidth(body.mounting) * (body.halfWidth ? 0.5 : 1);
    return {width, body.height.value_or(model::RackUnits::whole(1)).value() * unit};
}

double panelWidth(model::Mounting holds)
{
    return holds == model::Mounting::OpenRack21 ? 537 : 482.6;
}

QSizeF cageSize(CageForm form)
{
    switch (form) {
    case CageForm::OsfpTwin:
    case CageForm::OsfpRhs:
    case CageForm::Osfp: return {22.6, 13};
    case CageForm::QsfpDd:
    case CageForm::Qsfp112:
    case CageForm::Qsfp56:
    case CageForm::Qsfp28: return {18.4, 8.5};
    case CageForm::Sfp56:
    case CageForm::Sfp28: return {13.9, 8.6};
    case CageForm::Rj45: return {14, 13};
    case CageForm::Mpo: return {12.4, 9.6};
    case CageForm::Other: return {16, 9};
    }
    return {16, 9};
}

QString plain(std::string_view text)
{
    return QString::fromStdString(model::shown(text, 200));
}

} // namespace colonnade::render
