import QtQuick3D

CustomMaterial {
    property alias data: pixels.textureData
    property alias repeats: pixels.repeats
    property TextureInput picture: TextureInput {
        texture: Texture {
            id: pixels
            property bool repeats: false
            generateMipmaps: true
            mipFilter: Texture.Linear
            minFilter: Texture.Linear
            magFilter: Texture.Linear
            tilingModeHorizontal: repeats ? Texture.Repeat : Texture.ClampToEdge
            tilingModeVertical: repeats ? Texture.Repeat : Texture.ClampToEdge
        }
    }
    shadingMode: CustomMaterial.Unshaded
    vertexShader: "shaders/picture.vert"
    fragmentShader: "shaders/picture.frag"
}
