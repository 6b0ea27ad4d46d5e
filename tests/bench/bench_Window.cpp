#include "tests/support/BigHall.h"
#include "tests/support/Shipped.h"

#include "model/edit/RackEdits.h"
#include "model/exchange/DesignWriter.h"
#include "model/exchange/SaveFile.h"
#include "render/scene/Graphics.h"
#include "render/theme/Fonts.h"
#include "ui/document/DesignSession.h"
#include "ui/floor/FloorView.h"
#include "ui/workbench/FiguresStrip.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <benchmark/benchmark.h>

// What a person waits for. Needs a display: `xvfb-run -s '-screen 0 1920x1200x24' build/release/tests/bench_Window`.
// Budgets: the plan of the house, "Budgets". The designs are the three that are shipped and halls of 1,152, 100,000 and
// 1,000,000 accelerators made of the GB300 unit.

using namespace colonnade;
using namespace colonnade::test;

namespace {

const model::Design& design(std::int64_t which)
{
    static const std::vector<model::Design> all{reference("dgx-h100-superpod-su"),
                                                reference("gb300-nvl72-su"),
                                                reference("mi355x-128-ethernet"),
                                                bigHall(reference("gb300-nvl72-su"), 1'152),
                                                bigHall(reference("gb300-nvl72-su"), 100'000),
                                                bigHall(reference("gb300-nvl72-su"), 1'000'000)};
    return all[static_cast<std::size_t>(which)];
}

void label(benchmark::State& state)
{
    state.SetLabel(fmt::format("{} accelerators", design(state.range(0)).facts().accelerators));
}

/// The whole program: from the start of the process until the window is painted with findings and estimate.
void startToWindowReady(benchmark::State& state)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("d.colonnade"));
    const std::string text = model::designText(design(state.range(0)));
    if (!model::saveFile(path.toStdString(), text, {}).isInPlace()) {
        state.SkipWithError("the design could not be written");
        return;
    }
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_STATE_HOME"), folder.filePath(QStringLiteral("state")));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), folder.filePath(QStringLiteral("config")));
    for (auto _ : state) {
        QProcess program;
        program.setProcessEnvironment(environment);
        QElapsedTimer clock;
        clock.start();
        program.start(QStringLiteral(COLONNADE_BINARY), {QStringLiteral("--quit-when-ready"), path});
        if (!program.waitForReadyRead(120'000)) {
            state.SkipWithError("the window did not get ready");
            return;
        }
        state.SetIterationTime(static_cast<double>(clock.nsecsElapsed()) / 1e9);
        program.waitForFinished();
    }
    label(state);
}

/// The topmost device of the rack design that stands most often.
std::optional<std::pair<model::RackDesignId, model::DeviceId>> topDevice(const model::Design& design)
{
    const auto& racks = design.rackDesigns();
    model::RackDesignId most = racks.begin()->first;
    for (const auto& [id, rack] : racks) {
        if (design.placementsOf(id) > design.placementsOf(most))
            most = id;
    }
    std::optional<std::pair<model::RackDesignId, model::DeviceId>> top;
    for (const model::Device& device : design.rackDesign(most)->devices()) {
        if (!device.zeroU() && device.part->kind != model::PartKind::Blanking)
            top.emplace(most, device.id);
    }
    return top;
}

/// As the window does it: an edit, and all rules and the estimate behind it on the worker.
void editToVerdictsInTheWindow(benchmark::State& state)
{
    ui::DesignSession session;
    session.start(design(state.range(0)));
    const auto judged = [&] { return session.judgementIsCurrent() && session.judgement().evaluation; };
    const auto settle = [&] { return QTest::qWaitFor([&] { return judged() && !session.judging(); }, 60'000); };
    if (!settle()) {
        state.SkipWithError("the rules did not answer");
        return;
    }
    const auto top = topDevice(*session.design());
    int direction = 1;
    for (auto _ : state) {
        QElapsedTimer clock;
        clock.start();
        const auto step = [&](int by) {
            return session.apply(QStringLiteral("Move"), [&](const model::Design& before) {
                return model::stepDevices(before, top->first, std::vector{top->second}, by);
            });
        };
        if (!step(direction)) {
            direction = -direction;
            if (!step(direction)) {
                state.SkipWithError("the device cannot be moved");
                return;
            }
        }
        while (!judged())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        state.SetIterationTime(static_cast<double>(clock.nsecsElapsed()) / 1e9);
        (void)settle();
    }
    label(state);
}

/// One step of a drag: what is tried out is judged on the worker, the strip shows its deltas. The time is that until
/// all deltas stand there; `window` is what of it the window's own thread was kept from following the mouse.
void dragStepToDeltas(benchmark::State& state)
{
    ui::DesignSession session;
    ui::FiguresStrip strip{session};
    strip.resize(1920, 50);
    session.start(design(state.range(0)));
    if (!QTest::qWaitFor([&] { return session.judgementIsCurrent() && !session.judging(); }, 60'000)) {
        state.SkipWithError("the rules did not answer");
        return;
    }
    const auto top = topDevice(*session.design());
    const auto known = [&] {
        const auto& preview = session.currentPreview();
        return preview && !preview->refusal && preview->after.evaluation && preview->after.estimated;
    };
    double windowTime = 0;
    int by = 0;
    for (auto _ : state) {
        by = by == 1 ? 2 : 1; // Another place than the step before, as a moving mouse asks for.
        QElapsedTimer clock, busy;
        clock.start();
        busy.start();
        session.preview(QStringLiteral("Move"), [&](const model::Design& before) {
            return model::stepDevices(before, top->first, std::vector{top->second}, by);
        });
        windowTime += static_cast<double>(busy.nsecsElapsed());
        if (session.currentPreview()->refusal) {
            state.SkipWithError("the device cannot be moved");
            return;
        }
        while (!known()) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        busy.restart();
        benchmark::DoNotOptimize(strip.grab());
        windowTime += static_cast<double>(busy.nsecsElapsed());
        state.SetIterationTime(static_cast<double>(clock.nsecsElapsed()) / 1e9);
    }
    state.counters["window_ms"]
        = benchmark::Counter(windowTime / 1e6, benchmark::Counter::kAvgIterations);
    label(state);
}

/// One frame of the 3D floor while it is turned, read back so that it is certainly drawn.
void floorFrame(benchmark::State& state)
{
    ui::DesignSession session;
    ui::FloorView view{session};
    session.start(design(state.range(0)));
    view.resize(static_cast<int>(state.range(1)), static_cast<int>(state.range(2)));
    view.show();
    if (!QTest::qWaitForWindowExposed(&view)) {
        state.SkipWithError("there is no window");
        return;
    }
    QTest::qWait(50);
    if (!view.canvas().failure().isEmpty()) {
        state.SkipWithError(view.canvas().failure().toUtf8().constData());
        return;
    }
    (void)view.canvas().grabFramebuffer();
    for (auto _ : state) {
        view.canvas().jumpTo(view.stage().camera().orbited(2, 0));
        benchmark::DoNotOptimize(view.canvas().grabFramebuffer());
    }
    label(state);
}

} // namespace

BENCHMARK(startToWindowReady)->DenseRange(0, 5)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(3);
BENCHMARK(editToVerdictsInTheWindow)->DenseRange(0, 5)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(50);
BENCHMARK(dragStepToDeltas)->DenseRange(0, 5)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(50);
BENCHMARK(floorFrame)
    ->ArgsProduct({{0, 1, 2, 3, 4, 5}, {404}, {284}})
    ->Args({4, 1600, 1000})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

int main(int argc, char** argv)
{
    benchmark::Initialize(&argc, argv);
    render::prepareGraphics();
    QCoreApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
    QApplication application(argc, argv);
    render::loadFonts();
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
