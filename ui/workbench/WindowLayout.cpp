#include "ui/workbench/WindowLayout.h"

#include "ui/document/Settings.h"
#include "ui/workbench/PanelDock.h"

#include <QEvent>
#include <QMainWindow>

#include <algorithm>

namespace colonnade::ui {

namespace {

constexpr int stateVersion = 3;
constexpr int keptAfter = 400; // ms without a further change
constexpr int widestLarge = 1680; ///< px; a wider window gives the panels more, too.
constexpr int headHeight = 28 + 39 + 54, statusHeight = 24;

} // namespace

WindowLayout::WindowLayout(QMainWindow& window, Settings& settings) :
    QObject(&window),
    m_window(window),
    m_settings(settings)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(keptAfter);
    connect(&m_soon, &QTimer::timeout, this, &WindowLayout::keep);
}

void WindowLayout::add(const QString& name, PanelDock* dock)
{
    dock->setRank(static_cast<int>(m_order.size()));
    m_window.addDockWidget(Qt::RightDockWidgetArea, dock);
    m_docks[name] = dock;
    m_order.push_back(dock);
    dock->installEventFilter(this);
    const auto refresh = [this] { QTimer::singleShot(0, this, &WindowLayout::refreshTabs); };
    connect(dock, &QDockWidget::visibilityChanged, this, refresh);
    connect(dock, &QDockWidget::dockLocationChanged, this, refresh);
    connect(dock, &QDockWidget::topLevelChanged, this, refresh);
}

PanelDock* WindowLayout::dock(const QString& name) const
{
    const auto found = m_docks.find(name);
    return found == m_docks.end() ? nullptr : found->second;
}

void WindowLayout::show(const QString& perspective)
{
    keep();
    m_perspective = perspective;
    m_shown = true;
    apply();
}

void WindowLayout::hide()
{
    keep();
    m_shown = false;
    for (PanelDock* dock : m_order)
        dock->hide();
}

void WindowLayout::reset()
{
    m_soon.stop();
    m_settings.setLayout(m_perspective, nameOf(size()), {});
    m_shown = true;
    apply();
}

void WindowLayout::keep()
{
    m_soon.stop();
    if (m_shown && !m_applying && size() == m_size)
        m_settings.setLayout(m_perspective, nameOf(m_size), m_window.saveState(stateVersion));
}

void WindowLayout::windowResized()
{
    if (!m_shown || size() == m_size)
        return;
    m_soon.stop();
    apply();
}

void WindowLayout::applyAgain()
{
    if (m_shown)
        apply();
}

void WindowLayout::refreshTabs()
{
    for (PanelDock* dock : m_order)
        dock->refreshTabs();
}

bool WindowLayout::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Resize:
    case QEvent::Move:
    case QEvent::Hide:
    case QEvent::Show:
        if (m_shown && !m_applying)
            m_soon.start();
        break;
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

WindowLayout::Size WindowLayout::size() const
{
    if (m_window.width() < 1200)
        return Size::Small;
    if (m_window.height() < 800)
        return Size::Flat;
    return m_window.width() < widestLarge ? Size::Large : Size::Wide;
}

QString WindowLayout::nameOf(Size size)
{
    switch (size) {
    case Size::Wide: return QStringLiteral("wide");
    case Size::Large: return QStringLiteral("large");
    case Size::Flat: return QStringLiteral("flat");
    case Size::Small: return QStringLiteral("small");
    }
    return {};
}

void WindowLayout::apply()
{
    m_applying = true;
    m_size = size();
    arrange();
    const QByteArray kept = m_settings.layout(m_perspective, nameOf(m_size));
    if (!kept.isEmpty())
        m_window.restoreState(kept, stateVersion);
    refreshTabs();
    // The panels take their sizes behind this.
    QTimer::singleShot(0, this, [this] {
        refreshTabs();
        m_applying = false;
    });
}

void WindowLayout::arrange()
{
    const auto at = [this](const char* name) { return m_docks.at(QLatin1String(name)); };
    for (PanelDock* dock : m_order) {
        dock->setFloating(false);
        m_window.removeDockWidget(dock);
    }
    auto *catalog = at("catalog"), *structure = at("structure"), *history = at("history"),
         *floor = at("floor"), *estimate = at("estimate"), *power = at("power"),
         *memory = at("memory"), *inspector = at("inspector"), *findings = at("findings"), *rules = at("rules"),
         *waivers = at("waivers"), *failures = at("failures"), *schedule = at("schedule"), *ports = at("ports"), *study = at("study");
    const bool powerFirst = m_perspective == QLatin1String("power"), network = m_perspective == QLatin1String("network");
    // The cable schedule has the whole width; else the corners belong to the sides.
    m_window.setCorner(Qt::BottomLeftCorner, network ? Qt::BottomDockWidgetArea : Qt::LeftDockWidgetArea);
    m_window.setCorner(Qt::BottomRightCorner, network ? Qt::BottomDockWidgetArea : Qt::RightDockWidgetArea);

    m_window.addDockWidget(Qt::LeftDockWidgetArea, catalog);
    const bool historyBelow = isHigh();
    if (historyBelow)
        m_window.splitDockWidget(catalog, history, Qt::Vertical);
    m_window.tabifyDockWidget(catalog, structure);
    if (!historyBelow)
        m_window.tabifyDockWidget(structure, history);

    m_window.addDockWidget(Qt::RightDockWidgetArea, floor);
    if (network)
        m_window.addDockWidget(Qt::BottomDockWidgetArea, findings);
    else
        m_window.splitDockWidget(floor, findings, Qt::Vertical);
    m_window.tabifyDockWidget(findings, failures);
    if (m_size != Size::Small)
        m_window.splitDockWidget(floor, inspector, Qt::Horizontal);
    if (isHigh())
        m_window.splitDockWidget(floor, estimate, Qt::Vertical);
    else
        m_window.tabifyDockWidget(floor, estimate);
    m_window.tabifyDockWidget(estimate, power);
    m_window.tabifyDockWidget(power, memory);
    if (m_size == Size::Small)
        m_window.tabifyDockWidget(memory, inspector);

    m_window.tabifyDockWidget(failures, rules);
    m_window.tabifyDockWidget(rules, waivers);
    m_window.tabifyDockWidget(waivers, schedule);
    m_window.tabifyDockWidget(schedule, study);
    m_window.tabifyDockWidget(memory, ports);

    for (PanelDock* dock : m_order)
        dock->show();
    (powerFirst || network ? structure : catalog)->raise();
    (powerFirst ? failures : network ? schedule : findings)->raise();
    if (isHigh())
        (powerFirst ? power : network ? ports : estimate)->raise();
    else
        floor->raise();

    const int w = m_window.width(), h = m_window.height() - headHeight - statusHeight;
    const int left = m_size == Size::Small ? 190 : std::clamp(w * 17 / 100, 204, 280);
    const int right = std::clamp(w * 186 / 1000, 252, 320);
    const int middle = m_size == Size::Small ? 400 : std::clamp(w * 281 / 1000, 372, 640);
    if (network) {
        const int bottom = isHigh() ? std::clamp(h * 27 / 100, 200, 320) : 166;
        m_window.resizeDocks({schedule}, {bottom}, Qt::Vertical);
        if (m_size == Size::Small)
            return m_window.resizeDocks({catalog, floor}, {left, middle}, Qt::Horizontal);
        m_window.resizeDocks({catalog, floor, inspector}, {left, middle - 40, right}, Qt::Horizontal);
        if (isHigh())
            m_window.resizeDocks({floor, ports}, {(h - bottom) * 58 / 100, (h - bottom) * 42 / 100}, Qt::Vertical);
        return;
    }
    if (m_size == Size::Small) {
        m_window.resizeDocks({catalog, floor}, {left, middle}, Qt::Horizontal);
        m_window.resizeDocks({floor, findings}, {h - 170, 166}, Qt::Vertical);
        return;
    }
    m_window.resizeDocks({catalog, floor, inspector}, {left, middle, right}, Qt::Horizontal);
    const int low = m_size == Size::Flat ? 170 : std::max(193, h * 256 / 1000);
    if (m_size == Size::Flat) {
        m_window.resizeDocks({floor, findings}, {h - low - 4, low}, Qt::Vertical);
        return;
    }
    const int charts = std::clamp(h * 355 / 1000, 264, 360);
    m_window.resizeDocks({floor, estimate, findings}, {h - low - charts - 8, charts, low}, Qt::Vertical);
    m_window.resizeDocks({catalog, history}, {h * 635 / 1000, h * 365 / 1000}, Qt::Vertical);
}

} // namespace colonnade::ui
