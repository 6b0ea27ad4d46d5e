#include "render/elevation/FacePainter.h"

#include "render/theme/Fonts.h"

#include <QPainterPath>

#include <cmath>

namespace colonnade::render {
namespace {

using model::CageForm;
using model::PartKind;
using model::PartType;
using model::PortRole;
using model::PowerInput;

constexpr int blockedFrom = 24; // More cages than this become one block where they would be too small.
constexpr double leastCage = 1.8; // Painter units; narrower cages are not told apart.
constexpr double leastSqueeze = 0.5; // Cages may be drawn this much narrower before they become a block.
constexpr double groupGapMm = 5, rowGapMm = 2.4;

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

} // namespace

bool FacePainter::hasPortsHere() const
{
    return portsInFront(m_part) == m_front && !m_part.cages.empty();
}

std::vector<FacePainter::CageGroup> FacePainter::groups() const
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

double FacePainter::portsMm(const std::vector<CageGroup>& groups)
{
    double width = 0;
    for (const CageGroup& group : groups)
        width += group.widthMm() + groupGapMm;
    return width;
}

void FacePainter::paintContent()
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

void FacePainter::paintUnknown()
{
    QPen pen = hairline();
    pen.setDashPattern({3, 2.5});
    m_painter.setPen(pen);
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawRect(m_content.adjusted(2 * m_text, 0, -2 * m_text, 0));
}

void FacePainter::paintPorts()
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

void FacePainter::paintBlock(const QRectF& place, const CageGroup& group)
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

void FacePainter::paintCages(const QRectF& place, const CageGroup& group, double squeeze)
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

void FacePainter::paintFrontModules()
{
    if (m_part.shelf)
        paintModules(m_part.shelf->rectifiers, m_content.right(), true);
    else if (const int asics = whole(m_part, "switch_asic_count");
             asics > 0 && m_part.kind == PartKind::Tray)
        paintChips(asics);
}

void FacePainter::paintRearModules()
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

void FacePainter::paintModules(int count, double right, bool wide)
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

void FacePainter::paintChips(int count)
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

void FacePainter::paintInlets(int count)
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

void FacePainter::paintCouplings()
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

void FacePainter::paintVents()
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

} // namespace colonnade::render
