import QtQuick
import QtQuick3D

// Shows a FloorStage: all that is decided, is decided there.
Item {
    id: root
    required property QtObject stage

    View3D {
        anchors.fill: parent
        camera: root.stage.perspective ? perspective : parallel
        environment: SceneEnvironment {
            backgroundMode: SceneEnvironment.Color
            clearColor: root.stage.colours.backdropTop
            antialiasingMode: root.stage.smooth ? SceneEnvironment.MSAA : SceneEnvironment.NoAA
            antialiasingQuality: SceneEnvironment.Medium
            tonemapMode: SceneEnvironment.TonemapModeNone
        }

        PerspectiveCamera {
            id: perspective
            position: root.stage.cameraPosition
            rotation: root.stage.cameraRotation
            fieldOfView: root.stage.fieldOfView
            clipNear: root.stage.clipNear
            clipFar: root.stage.clipFar
        }
        OrthographicCamera {
            id: parallel
            position: root.stage.cameraPosition
            rotation: root.stage.cameraRotation
            horizontalMagnification: root.stage.magnification
            verticalMagnification: root.stage.magnification
            clipNear: root.stage.clipNear
            clipFar: root.stage.clipFar
        }

        Matte { id: matte }
        Flat { id: flat }
        Flat { id: line; clear: false }
        Picture { id: tiles; data: root.stage.tile; repeats: true }
        CustomMaterial {
            id: sky
            // As vectors, for colours would be taken for light and made linear.
            property vector3d top: vector(root.stage.colours.backdropTop)
            property vector3d bottom: vector(root.stage.colours.backdropBottom)
            function vector(c: color): vector3d { return Qt.vector3d(c.r, c.g, c.b) }
            shadingMode: CustomMaterial.Unshaded
            vertexShader: "shaders/backdrop.vert"
            fragmentShader: "shaders/backdrop.frag"
            depthDrawMode: Material.NeverDepthDraw
        }

        Model { geometry: root.stage.backdrop; materials: sky }
        Model { geometry: root.stage.floor; instancing: root.stage.once; materials: tiles }
        Model { geometry: root.stage.roomSolids; visible: !geometry.empty; instancing: root.stage.once; materials: matte }
        Model { geometry: root.stage.roomMarks; visible: !geometry.empty; instancing: root.stage.once; materials: flat }

        Repeater3D {
            model: root.stage.furniture
            Node {
                id: furniture
                required property QtObject batch
                Model {
                    geometry: furniture.batch.solids
                    instancing: furniture.batch.near
                    visible: !geometry.empty && instancing.count > 0
                    materials: matte
                }
                Model {
                    geometry: furniture.batch.marks
                    instancing: furniture.batch.all
                    visible: !geometry.empty && instancing.count > 0
                    materials: flat
                    depthBias: 1000
                }
                Model {
                    geometry: furniture.batch.glass
                    instancing: furniture.batch.all
                    visible: !geometry.empty && instancing.count > 0
                    materials: flat
                }
            }
        }
        Repeater3D {
            model: root.stage.shapes
            Node {
                id: shape
                required property QtObject batch
                Picture { id: close; data: shape.batch.closeTexture }
                Picture { id: bands; data: shape.batch.bandTexture }
                Model {
                    geometry: shape.batch.body
                    instancing: shape.batch.near
                    visible: !geometry.empty && instancing.count > 0
                    materials: matte
                }
                Model {
                    geometry: shape.batch.faces
                    instancing: shape.batch.near
                    visible: !geometry.empty && instancing.count > 0
                    materials: close
                }
                Model {
                    geometry: shape.batch.plainBody
                    instancing: shape.batch.far
                    visible: !geometry.empty && instancing.count > 0
                    materials: matte
                }
                Model {
                    geometry: shape.batch.plainFaces
                    instancing: shape.batch.far
                    visible: !geometry.empty && instancing.count > 0
                    materials: bands
                }
            }
        }
        Model {
            geometry: root.stage.rowBox
            instancing: root.stage.rows
            visible: instancing.count > 0
            materials: matte
        }
        Model {
            geometry: root.stage.cube
            instancing: root.stage.tints
            visible: instancing.count > 0
            materials: flat
            depthBias: -1000
        }
        Model {
            geometry: root.stage.cube
            instancing: root.stage.outlines
            visible: instancing.count > 0
            materials: line
        }
    }

    Repeater {
        model: root.stage.plates
        Plate { stage: root.stage }
    }

    Rectangle {
        readonly property rect band: root.stage.rubberBand
        visible: band.width > 0 || band.height > 0
        x: band.x
        y: band.y
        width: band.width
        height: band.height
        color: Qt.rgba(root.stage.colours.accent.r, root.stage.colours.accent.g, root.stage.colours.accent.b, root.stage.touching ? 0.06 : 0.14)
        border.color: root.stage.colours.accent
        border.width: root.stage.touching ? 1 : 2
    }
    Rectangle {
        visible: caption.visible && caption.text !== ""
        x: caption.x - 6
        y: caption.y - 3
        width: caption.contentWidth + 12
        height: caption.height + 6
        radius: 4
        color: root.stage.colours.plate
        opacity: 0.8
    }
    Text {
        id: caption
        visible: root.stage.decorated && !(legendPlate.compact && legendPlate.visible)
        anchors { left: parent.left; bottom: parent.bottom; leftMargin: 12; bottomMargin: 8; right: parent.right; rightMargin: 12 }
        elide: Text.ElideRight
        textFormat: Text.PlainText
        text: root.stage.caption
        font: root.stage.captionFont
        color: root.stage.colours.text
    }
    Legend {
        id: legendPlate
        stage: root.stage
        visible: root.stage.decorated && legend.title !== ""
        compact: root.width < 520
        anchors { left: parent.left; bottom: caption.visible ? caption.top : parent.bottom; leftMargin: compact ? 8 : 12; bottomMargin: 8 }
    }
    Binding {
        target: root.stage
        property: "legendArea"
        value: legendPlate.visible ? Qt.rect(legendPlate.x, legendPlate.y, legendPlate.width, legendPlate.height) : Qt.rect(0, 0, 0, 0)
    }
    View3D {
        visible: root.stage.decorated
        anchors { right: parent.right; top: parent.top; rightMargin: 10; topMargin: 10 }
        width: 52
        height: 52
        camera: axisCamera
        environment: SceneEnvironment {
            backgroundMode: SceneEnvironment.Transparent
            antialiasingMode: SceneEnvironment.MSAA
            antialiasingQuality: SceneEnvironment.Medium
            tonemapMode: SceneEnvironment.TonemapModeNone
        }
        Node {
            rotation: root.stage.cameraRotation
            OrthographicCamera {
                id: axisCamera
                z: 4
                horizontalMagnification: 27
                verticalMagnification: 27
                clipNear: 1
                clipFar: 10
            }
        }
        Model { geometry: root.stage.axisCube; instancing: root.stage.once; materials: Matte { } }
    }
}
